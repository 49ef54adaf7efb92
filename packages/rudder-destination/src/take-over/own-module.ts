/** What the taking over needs of this package's module. */
export interface OwnModule {
  process(event: HostEvent): unknown;
  processRouterDest(events: readonly HostEvent[], requestMetadata?: unknown): Promise<readonly unknown[]>;
  readonly networkHandler: NetworkHandlerClass;
}

/** An event as the transformer hands it to a destination. */
export interface HostEvent {
  readonly message: { readonly type?: unknown };
  readonly metadata: { readonly destinationId?: string; readonly jobId?: unknown };
  readonly destination: { readonly ID?: string };
}

/** A delivery as the server hands it to the proxy. */
export interface HostDelivery {
  readonly endpoint?: string;
  readonly metadata: HostMetadata | readonly HostMetadata[];
}

export interface HostMetadata {
  readonly destinationId?: string;
}

export type NetworkHandlerClass = new () => NetworkHandler;

export interface NetworkHandler {
  prepareProxy(request: HostDelivery): unknown;
  proxy(request: HostDelivery, destType: string): unknown;
  processAxiosResponse(response: unknown): unknown;
  responseHandler(parameters: ResponseParameters, destType?: string): unknown;
}

export interface ResponseParameters {
  readonly destinationResponse: unknown;
  readonly rudderJobMetadata: HostMetadata | readonly HostMetadata[];
  readonly destType: string;
  readonly destinationRequest?: unknown;
}
