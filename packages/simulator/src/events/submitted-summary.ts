import { accepted, refused, type Checked } from '../checked';
import { missingData } from '../error-list';
import { isJsonObject, readText } from '../json-value';

/** How often a user did something and when first and last, as counted elsewhere and sent. */
export interface SubmittedSummary {
  readonly count: number;
  /** Unix seconds. */
  readonly first: number;
  /** Unix seconds. */
  readonly last: number;
}

/** The body of POST /events/summaries. */
export interface SummarySubmission {
  readonly userId: string;
  readonly eventName: string;
  readonly summary: SubmittedSummary;
}

/** What is known of one event name of a user besides its events. */
export interface SummaryBase extends SubmittedSummary {
  /** So many of the user's events, in the order stored, are already counted in it. */
  readonly eventsCounted: number;
}

/** Reads POST /events/summaries. Doc, "Create event summaries"; that all of it is required is assumed. */
export function readSummarySubmission(body: unknown): Checked<SummarySubmission> {
  const { user_id, event_summaries } = isJsonObject(body) ? body : {};
  const { event_name, count, first, last } = isJsonObject(event_summaries) ? event_summaries : {};
  const userId = readText(user_id);
  const eventName = readText(event_name);
  if (userId === undefined || eventName === undefined) return refused(missingData);
  if (!isCount(count) || !isCount(first) || !isCount(last)) return refused(missingData);
  return accepted({ userId, eventName, summary: { count, first, last } });
}

/** Puts a summary to an earlier one of the same name. */
export function addSummaries(earlier: SubmittedSummary, sent: SubmittedSummary): SubmittedSummary {
  return {
    count: earlier.count + sent.count,
    first: Math.min(earlier.first, sent.first),
    last: Math.max(earlier.last, sent.last),
  };
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}
