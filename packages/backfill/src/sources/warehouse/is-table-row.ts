import { isCallType } from '../call-types';
import { ownProperty } from '../own-property';
import { valueWithin } from './cell-kind';
import type { ColumnMapping } from './column-mapping';
import { findPlace } from './place';
import { presetFields } from './preset-fields';
import { isReservedColumn } from './warehouse-columns';

/** What calls have and rows of tables have not, whose columns are in snake case. */
const CALL_KEYS = [
  'userId',
  'anonymousId',
  'messageId',
  'originalTimestamp',
  'sentAt',
  'receivedAt',
  'properties',
  'context',
  'integrations',
  'traits',
  'groupId',
];

/**
 * Whether a JSON object is a row of a table. Of a warehouse's, it has `event_text` and another reserved column, in any case
 * of letters; of one that the mapping describes, what the mapping calls the event. A call never is a row.
 */
export function isTableRow(
  object: Readonly<Record<string, unknown>>,
  mapping: ColumnMapping | undefined,
): boolean {
  const hasCallType = isCallType(ownProperty(object, 'type'));
  if (mapping === undefined || mapping.preset === 'warehouse') return !hasCallType && isWarehouseRow(object);
  if (hasCallType && hasOneOf(object, CALL_KEYS)) return false;
  const names = Object.keys(object);
  if (mapping.preset === 'segment-import' && mapping.fields.event === undefined) {
    return ['action', 'event'].every((name) => findPlace(names, name) !== undefined);
  }
  const place = findPlace(names, mapping.fields.event ?? presetFields(mapping.preset).event ?? '');
  return place !== undefined && valueWithin(object[names[place.index] ?? ''], place.rest) !== undefined;
}

function isWarehouseRow(object: Readonly<Record<string, unknown>>): boolean {
  if (hasOneOf(object, ['userId', 'anonymousId', 'messageId'])) return false;
  const names = Object.keys(object).map((name) => name.toLowerCase());
  if (!names.includes('event_text')) return false;
  return names.some((name) => name !== 'event_text' && name !== 'event' && isReservedColumn(name));
}

function hasOneOf(object: Readonly<Record<string, unknown>>, keys: readonly string[]): boolean {
  return keys.some((key) => Object.hasOwn(object, key));
}
