import { openTexts, type TrackCallMapper } from '@intercom-destination/core';
import type { CallFilter } from '../filters/create-filter';
import type { Fate } from '../filters/fate';
import { isOtherCallType } from '../sources/call-types';
import { ownProperty } from '../sources/own-property';
import type { RecordContent } from '../sources/source-record';

export function createFateDecider(
  mapTrackCall: TrackCallMapper,
  filter: CallFilter,
): (content: RecordContent) => Fate {
  return (content) => {
    if (!content.readable) {
      return { kind: 'refused', refusal: { code: 'unreadable_line', message: content.fault } };
    }
    const { call } = content;
    const mapped = mapTrackCall(call);
    if (!mapped.ok && mapped.refusal.code === 'not_a_track_call') {
      return isOtherCall(call)
        ? { kind: 'skipped', code: 'other_type' }
        : { kind: 'refused', refusal: mapped.refusal };
    }
    const code =
      filter.beforeMapping(openTexts(call)) ?? (mapped.ok ? filter.afterMapping(mapped) : undefined);
    if (code !== undefined) return { kind: 'skipped', code };
    if (mapped.ok) {
      return content.notes === undefined
        ? { kind: 'to_deliver', mapped }
        : { kind: 'to_deliver', mapped, readingNotes: content.notes };
    }
    return mapped.refusal.code === 'skipped_by_rule'
      ? { kind: 'skipped', code: 'skipped_by_rule' }
      : { kind: 'refused', refusal: mapped.refusal };
  };
}

/** A dump holds them rightly, and no event is lost with them. */
function isOtherCall(call: unknown): boolean {
  return isOtherCallType(ownProperty(call, 'type'));
}
