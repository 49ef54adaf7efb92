import { accepted, refused, type Checked } from '../checked';
import { invalidParameter, missingData } from '../error-list';
import { isJsonObject, readText, type JsonObject } from '../json-value';
import { MILLISECONDS_FROM } from '../limits';
import type { SimulatorSwitches } from '../switches';

/** A way to name a contact, in the order in which Intercom looks. Doc for contacts in general; assumed for /events. */
const identifierKeys = ['id', 'user_id', 'email'] as const;

export interface EventIdentifier {
  readonly by: (typeof identifierKeys)[number];
  readonly value: string;
}

/** The body of POST /events with every required field in place. */
export interface EventSubmission {
  readonly eventName: string;
  /** Unix seconds, unless milliseconds were sent and are stored as they are. */
  readonly createdAt: number;
  /** At least one, in the order in which they count. */
  readonly identifiers: readonly EventIdentifier[];
  readonly metadata: JsonObject;
}

/** Checks the fields of POST /events, all but the contents of `metadata`. */
export function readEventSubmission(
  body: unknown,
  switches: SimulatorSwitches,
  nowMs: number,
): Checked<EventSubmission> {
  if (!isJsonObject(body)) return refused(missingData);
  const eventName = readText(body['event_name']);
  const identifiers = readIdentifiers(body, switches.numberIdentifiers === 'text');
  const sentAt = body['created_at'];
  if (eventName === undefined || identifiers.length === 0 || !Number.isSafeInteger(sentAt)) {
    return refused(missingData);
  }
  const createdAt = readCreatedAt(sentAt as number, switches, nowMs);
  if (createdAt === undefined) return refused(invalidParameter('created_at is invalid'));
  if (switches.eventNameMaxLength > 0 && eventName.length > switches.eventNameMaxLength) {
    return refused(invalidParameter('event_name is too long'));
  }
  const metadata = body['metadata'] ?? {};
  // An array is left to the rule for arrays. What other kinds do is unknown.
  if (!isJsonObject(metadata) && !Array.isArray(metadata))
    return refused(invalidParameter('metadata is invalid'));
  return accepted({
    eventName,
    createdAt,
    identifiers,
    metadata: isJsonObject(metadata) ? metadata : { metadata },
  });
}

function readIdentifiers(body: JsonObject, numbersAreText: boolean): EventIdentifier[] {
  const identifiers: EventIdentifier[] = [];
  for (const by of identifierKeys) {
    const sent = body[by];
    const value = readText(numbersAreText && typeof sent === 'number' ? String(sent) : sent);
    if (value !== undefined) identifiers.push({ by, value });
  }
  return identifiers;
}

function readCreatedAt(sentAt: number, switches: SimulatorSwitches, nowMs: number): number | undefined {
  if (sentAt >= MILLISECONDS_FROM) {
    if (switches.millisecondTimes === 'refuse') return undefined;
    return switches.millisecondTimes === 'as_seconds' ? Math.floor(sentAt / 1000) : sentAt;
  }
  return switches.futureTimes === 'refuse' && sentAt * 1000 > nowMs ? undefined : sentAt;
}
