import type { Note } from '@intercom-destination/core';
import type { GlobalSetting } from '@segment/actions-core';
import type { Settings } from '../generated-types';

/** For those who can read the console. Segment's catalogue leaves it out: nobody sees the console there. */
export const logNotesField: Record<string, GlobalSetting> = {
  logNotes: {
    type: 'boolean',
    label: 'Log notes',
    description:
      'Writes a line to the console for each event in which the mapping changed or left out something: codes and keys, never a value.',
    default: false,
  },
};

/** A line for an event, such as `Intercom notes: key_limit coupon, key_changed cart.total`. */
export function logNotes({ logNotes: isOn }: Settings, notes: readonly Note[]): void {
  if (isOn !== true || notes.length === 0) return;
  console.log(`Intercom notes: ${notes.map(({ code, key }) => `${code} ${key}`).join(', ')}`);
}
