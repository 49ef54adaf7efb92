import type { JsonObject } from '../json-object';

/**
 * What calls of every type share, as Segment's spec and RudderStack's spec describe it. Every field may be missing or of
 * another type than the spec says, so each one is read as `unknown`.
 */
export interface Call extends JsonObject {
  readonly type?: unknown;
  readonly userId?: unknown;
  readonly anonymousId?: unknown;
  readonly messageId?: unknown;
  readonly timestamp?: unknown;
  readonly originalTimestamp?: unknown;
  readonly sentAt?: unknown;
  readonly receivedAt?: unknown;
  readonly traits?: unknown;
  readonly context?: unknown;
  readonly integrations?: unknown;
}
