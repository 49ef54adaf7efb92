import type { Identity } from '../call/identity';
import type { DataEvent, IdentifierKind } from '../data-event';
import { asObject } from '../json-object';
import { YEAR_2101_MS } from '../values/read-time';

const IDENTIFIERS: readonly IdentifierKind[] = ['id', 'user_id', 'email'];

/** The identity of a data event made by hand. Throws a `TypeError` that names what is wrong, and holds no value. */
export function readSubmission(dataEvent: DataEvent): Identity {
  if (asObject(dataEvent) === undefined) throw new TypeError('A data event must be an object.');
  const { event_name: name, created_at: createdAt } = dataEvent;
  if (typeof name !== 'string' || name.trim() === '') {
    throw new TypeError('event_name must be text that is not blank.');
  }
  if (!Number.isSafeInteger(createdAt) || createdAt < 0 || createdAt * 1000 >= YEAR_2101_MS) {
    throw new TypeError('created_at must be whole seconds since 1970, not milliseconds.');
  }
  const given = IDENTIFIERS.filter((by) => dataEvent[by] !== undefined);
  const by = given[0];
  const value = by === undefined ? undefined : dataEvent[by];
  if (by === undefined || given.length > 1 || typeof value !== 'string' || value.trim() === '') {
    throw new TypeError('Exactly one of id, user_id and email must name the contact.');
  }
  return { by, value, fallbacks: [] };
}
