import type { HostEvent, NetworkHandlerClass } from './take-over/own-module';

export function process(event: HostEvent): unknown {
  return { endpoint: 'https://api.eu.intercom.io/events', of: event };
}
export function processRouterDest(events: HostEvent[]): Promise<readonly unknown[]> {
  return Promise.resolve(
    events.map(({ metadata }) => ({
      batchedRequest: { endpoint: 'https://api.eu.intercom.io/events' },
      metadata: [metadata],
      statusCode: 200,
    })),
  );
}
export const networkHandler = class {
  prepareProxy() {
    return { by: 'ours' };
  }
} as unknown as NetworkHandlerClass;
export function processDeleteUsers(): unknown {
  return {};
}
