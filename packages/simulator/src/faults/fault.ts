/** Which requests a fault is for: those for which everything given here holds. */
export interface FaultMatch {
  /** The path without its query, such as `/events`; a `*` at the end stands for any ending. */
  readonly path?: string;
  /** An identifier as the request gives it: in the body, the path or the query. */
  readonly contact?: string;
  /** An event name; case does not count, as for Intercom. */
  readonly eventName?: string;
}

/** How often a fault strikes. Without any of it: every request. */
export interface FaultTrigger {
  /** It is spent after this many strikes. */
  readonly times?: number;
  /** The chance, from 0 to 1, that it strikes a request it is for. */
  readonly share?: number;
  readonly match?: FaultMatch;
}

/** Answers with an error. Code and message are Intercom's usual ones for the status unless given. */
export interface StatusFault extends FaultTrigger {
  readonly kind: 'status';
  /** From 400 to 599. */
  readonly status: number;
  readonly code?: string;
  readonly message?: string;
  /** Added to the reply, such as a Retry-After, which Intercom is not known to send. */
  readonly headers?: Readonly<Record<string, string>>;
  /** after_storing: the request was carried out all the same. Default before_storing. */
  readonly when?: 'before_storing' | 'after_storing';
}

/** Waits before the request is carried out. */
export interface LatencyFault extends FaultTrigger {
  readonly kind: 'latency';
  readonly ms: number;
}

/** Ends the connection without an answer. */
export interface DropFault extends FaultTrigger {
  readonly kind: 'drop';
  readonly when: 'before_storing' | 'after_storing';
}

/** Sends the status and headers at once, and the body after a wait. */
export interface SlowBodyFault extends FaultTrigger {
  readonly kind: 'slow_body';
  readonly ms: number;
}

/** Another client on the same token, which eats part of every window. */
export interface CompetitorFault {
  readonly kind: 'competitor';
  readonly perWindow: number;
  /** even: bit by bit over the window. at_start: all at once. Default even. */
  readonly spread?: 'even' | 'at_start';
}

/** Something that goes wrong on request. Faults act on requests that have passed the token and the rate window. */
export type Fault = StatusFault | LatencyFault | DropFault | SlowBodyFault | CompetitorFault;
