import type { TrackCall } from '@intercom-destination/core';
import { readConsent } from './read-consent';
import type { TableColumns } from './table-columns';

/** A row of a per-event table as the call that it came from. `cellAt` gives `undefined` for an empty cell. */
export function rowToCall(
  { known, properties }: TableColumns,
  cellAt: (index: number) => unknown,
): TrackCall {
  const read = (column: string): unknown => {
    const index = known.get(column);
    return index === undefined ? undefined : cellAt(index);
  };
  const email = read('context_traits_email');
  const filled: [string, unknown][] = [];
  for (const { name, index } of properties) {
    const cell = cellAt(index);
    if (cell !== undefined) filled.push([name, cell]);
  }
  return withoutBlanks({
    type: 'track',
    event: read('event_text'),
    messageId: read('id'),
    userId: read('user_id'),
    anonymousId: read('anonymous_id'),
    timestamp: read('timestamp'),
    originalTimestamp: read('original_timestamp'),
    sentAt: read('sent_at'),
    receivedAt: read('received_at'),
    context: withoutBlanks({
      traits: email === undefined ? undefined : { email },
      ...readConsent(known, cellAt),
    }),
    properties: Object.fromEntries(filled),
  });
}

function withoutBlanks(fields: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}
