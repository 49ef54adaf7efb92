/** A JSON object of RudderStack's, of which we rely on the keys named only. */
type Open<Known> = Known & Readonly<Record<string, unknown>>;

/**
 * An event as the server hands it over. RudderStack's spec says more of each field, but senders do not keep to it, so
 * each is read as whatever it may be.
 */
export type RudderMessage = Open<{
  readonly type?: unknown;
  readonly event?: unknown;
  readonly userId?: unknown;
  readonly anonymousId?: unknown;
  readonly messageId?: unknown;
  readonly timestamp?: unknown;
  readonly originalTimestamp?: unknown;
  readonly sentAt?: unknown;
  readonly receivedAt?: unknown;
  readonly properties?: unknown;
  readonly traits?: unknown;
  /** `mappedToDestination`: a warehouse source has mapped the fields to Intercom's own already. */
  readonly context?: unknown;
  /** Options of the event for each destination, by the name that the dashboard shows. */
  readonly integrations?: unknown;
  /** There: the message is a request already, made by an earlier transformation. */
  readonly statusCode?: unknown;
}>;

/** What the server keeps beside an event. It finds its job again by `jobId` and gets the rest back as it was. */
export type RudderMetadata = Open<{
  readonly jobId: number;
  readonly userId?: string;
  readonly sourceId?: string;
  readonly destinationId?: string;
  readonly workspaceId?: string;
  readonly messageId?: string;
  readonly receivedAt?: string;
  readonly attemptNum?: number;
  /** Of a connected account. */
  readonly secret?: RudderSecret | null;
  /** From the router's transformation to the delivery by proxy; never sent to Intercom. */
  readonly destInfo?: unknown;
}>;

/** The secret of a connected account. */
export type RudderSecret = Readonly<Record<string, unknown>>;

/** A destination of the workspace. In production it is shared between events, and `Config` is frozen in its depth. */
export type RudderDestination = Open<{
  readonly ID: string;
  /** As the customer calls it. */
  readonly Name?: string;
  readonly Config: Readonly<Record<string, unknown>>;
  readonly DestinationDefinition?: Open<{
    readonly ID?: string;
    /** Such as `INTERCOM_EVENTS`. */
    readonly Name?: string;
    /** As the dashboard shows it. */
    readonly DisplayName?: string;
    readonly Config?: Readonly<Record<string, unknown>>;
  }>;
  readonly Enabled?: boolean;
  readonly WorkspaceID?: string;
  readonly RevisionID?: string;
}>;

/** One event for `process` or `processRouterDest`. */
export interface TransformInput {
  readonly message: RudderMessage;
  readonly metadata: RudderMetadata;
  readonly destination: RudderDestination;
}

/** A request as data, which the server sends itself or hands back for delivery by proxy. */
export interface DeliveryRequest {
  readonly version: '1';
  readonly type: 'REST';
  readonly method: 'POST';
  readonly endpoint: string;
  /** Keys the server's throttle. */
  readonly endpointPath?: string;
  /** The customer's id of the person, or the anonymous one; empty: the event has neither. */
  readonly userId: string;
  readonly headers: Readonly<Record<string, string>>;
  /** They would go into the URL. */
  readonly params: EmptyMap;
  /** With any in it the server sends nothing and calls it a success. */
  readonly files: EmptyMap;
  /** The server sends the one map that is not empty. */
  readonly body: {
    readonly JSON: Readonly<Record<string, unknown>>;
    readonly JSON_ARRAY: EmptyMap;
    readonly XML: EmptyMap;
    readonly FORM: EmptyMap;
  };
}

type EmptyMap = Readonly<Record<string, never>>;

/** What RudderStack counts errors by: texts only, as the server cannot read the answer otherwise. */
export type StatTags = Readonly<Record<string, string>>;

/** What `processRouterDest` answers: each job of the request is in exactly one. */
export type RouterOutput =
  | {
      readonly batchedRequest: DeliveryRequest;
      readonly metadata: readonly RudderMetadata[];
      readonly destination: RudderDestination;
      readonly batched: false;
      readonly statusCode: 200;
    }
  | {
      readonly metadata: readonly RudderMetadata[];
      readonly destination: RudderDestination;
      readonly batched: false;
      /** 298: left out on purpose. 429, 408 and from 500: tried again. Others are dropped. */
      readonly statusCode: number;
      readonly error: string;
      readonly statTags: StatTags;
    };

/** What the server tells of a job that is delivered by proxy. */
export type ProxyMetadata = Open<{
  readonly jobId: number;
  readonly attemptNum?: number;
  readonly userId?: string;
  readonly sourceId?: string;
  readonly destinationId?: string;
  readonly workspaceId?: string;
  readonly secret?: RudderSecret | null;
  /** As the router's transformation gave it. */
  readonly destInfo?: unknown;
  readonly dontBatch?: boolean;
}>;

/** A request to be delivered by proxy, version 1: for one job, or for several that share it. */
export interface ProxyRequest extends DeliveryRequest {
  readonly metadata: readonly ProxyMetadata[];
  readonly destinationConfig?: Readonly<Record<string, unknown>>;
}

/** How one job fared. */
export interface JobState {
  readonly statusCode: number;
  readonly metadata: ProxyMetadata;
  /** What happened, also where nothing went wrong. */
  readonly error: string;
}

/** The answer to a delivery by proxy, version 1. */
export interface ProxyAnswer {
  readonly status: number;
  readonly message: string;
  readonly response: readonly JobState[];
  readonly statTags?: StatTags;
  readonly authErrorCategory?: 'AUTH_STATUS_INACTIVE';
  readonly destinationResponse?: unknown;
}

/** People to delete, of one destination. */
export interface DeletionRequest {
  readonly userAttributes: readonly PersonToDelete[];
  readonly config: Readonly<Record<string, unknown>>;
  readonly jobId?: string;
  readonly destType?: string;
  /** What the server says of a connected account. */
  readonly rudderDestInfo?: { readonly secret?: RudderSecret | null } | null;
}

/** The server names a person by the customer's id. */
export type PersonToDelete = Open<{ readonly userId?: unknown }>;

/** 200: all are deleted or unknown to Intercom. 429 and from 500: may succeed later. */
export interface DeletionAnswer {
  readonly statusCode: number;
  readonly status?: 'successful';
  readonly error?: string;
  readonly authErrorCategory?: 'AUTH_STATUS_INACTIVE';
}
