import type { ResponseParams } from '../network-handler';
import type { ProxyRequest, TransformInput } from '../rudder-types';

/** What the taking over needs of this package's module. */
export interface OwnModule {
  readonly process: (event: TransformInput) => unknown;
  readonly processRouterDest: (
    events: readonly TransformInput[],
    requestMetadata?: unknown,
  ) => Promise<readonly unknown[]>;
  readonly networkHandler: NetworkHandlerClass;
}

export type NetworkHandlerClass = new () => NetworkHandler;

/** What the transformer calls, one after the other, to deliver a request. */
export interface NetworkHandler {
  prepareProxy(request: ProxyRequest): unknown;
  proxy(request: ProxyRequest, destType: string): unknown;
  processAxiosResponse(response: unknown): unknown;
  responseHandler(params: ResponseParams, destType?: string): unknown;
}
