import type { HttpReply, HttpRequest } from '@intercom-destination/core';
import type { RunMeter } from '../run-directory/measurements';
import type { TimedHttpSend } from './pool-http';

/** The same HTTP function, with the time and the status of each reply measured. */
export function measureHttp(http: TimedHttpSend, meter: RunMeter): TimedHttpSend {
  return Object.assign(measure(http, meter), { within: measure(http.within, meter) });
}

/** `limit` is the signal or the time that bounds a request. */
function measure<Limit>(
  send: (request: HttpRequest, limit: Limit) => Promise<HttpReply>,
  meter: RunMeter,
): (request: HttpRequest, limit: Limit) => Promise<HttpReply> {
  return async (request, limit) => {
    const sentMs = performance.now();
    try {
      const reply = await send(request, limit);
      meter.replied(reply.status, performance.now() - sentMs);
      return reply;
    } catch (error) {
      meter.replied(undefined, performance.now() - sentMs);
      throw error;
    }
  };
}
