import type { Call } from '../call/call';

/**
 * A track call as Segment's spec and RudderStack's spec describe it. Every field may be missing or of another type than
 * the spec says: the mapper reads each one as `unknown`.
 */
export interface TrackCall extends Call {
  readonly event?: unknown;
  readonly properties?: unknown;
}
