/** What of the RudderStack destination is used here. All that it is given and gives passes as JSON. */
export interface RudderPackage {
  processRouterDest(inputs: readonly RouterInput[]): Promise<readonly RouterOutput[]>;
  readonly networkHandler: new () => NetworkHandler;
}

export interface RudderDestination {
  readonly ID: string;
  readonly Config: Readonly<Record<string, unknown>>;
  readonly DestinationDefinition: { readonly Name: string };
}

export interface RudderMetadata {
  readonly jobId: number;
  readonly destinationId: string;
  readonly destInfo?: unknown;
}

export interface RouterInput {
  readonly message: object;
  readonly metadata: RudderMetadata;
  readonly destination: RudderDestination;
}

export interface RouterOutput {
  readonly batchedRequest?: object;
  readonly metadata: readonly RudderMetadata[];
  readonly statusCode: number;
  readonly error?: string;
  readonly statTags?: Readonly<Record<string, string>>;
}

export interface NetworkHandler {
  proxy(request: object): Promise<ProxiedDelivery>;
  processAxiosResponse(delivery: ProxiedDelivery): object;
  responseHandler(params: {
    readonly destinationResponse: object;
    readonly rudderJobMetadata: readonly RudderMetadata[];
    readonly destType: string;
    readonly destinationRequest: object;
  }): ProxyAnswer;
}

export interface ProxiedDelivery {
  /** `reason` is there where the call is given up. */
  readonly ended: { readonly reason?: string };
}

export interface ProxyAnswer {
  readonly response: readonly { readonly statusCode: number; readonly error: string }[];
}
