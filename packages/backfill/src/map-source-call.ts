import type { Mapped, Refusal, TrackCallMapper } from '@intercom-destination/core';
import type { SourceCall } from './sources/read-calls';

/** Core's refusals, the one that only a file can cause, and the one of a platform that calls are handed to. */
export type BackfillRefusal =
  | Refusal
  | { readonly code: 'unreadable_line' | 'call_too_large' | 'no_platform_id'; readonly message: string };

type MappedDataEvent = Extract<Mapped, { ok: true }>;

export type MappedSourceCall = MappedDataEvent | { readonly ok: false; readonly refusal: BackfillRefusal };

export function mapSourceCall({ content }: SourceCall, mapTrackCall: TrackCallMapper): MappedSourceCall {
  if (content.readable) return mapTrackCall(content.call);
  return { ok: false, refusal: { code: 'unreadable_line', message: content.fault } };
}

/** What is decided of a call before anything is sent: left out as asked, refused as faulty, or to be delivered. */
export type Fate =
  | { readonly kind: 'skipped'; readonly code: 'other_type' | 'skipped_by_rule' }
  | { readonly kind: 'refused'; readonly refusal: BackfillRefusal }
  | { readonly kind: 'to_deliver'; readonly mapped: MappedDataEvent };

export function decideFate(source: SourceCall, mapTrackCall: TrackCallMapper): Fate {
  const mapped = mapSourceCall(source, mapTrackCall);
  if (mapped.ok) return { kind: 'to_deliver', mapped };
  if (mapped.refusal.code === 'skipped_by_rule') return { kind: 'skipped', code: 'skipped_by_rule' };
  if (mapped.refusal.code === 'not_a_track_call' && isOtherCall(source)) {
    return { kind: 'skipped', code: 'other_type' };
  }
  return { kind: 'refused', refusal: mapped.refusal };
}

/** The other types of Segment's and RudderStack's specs: a dump holds them rightly, and no event is lost with them. */
const OTHER_TYPES = new Set([
  'identify',
  'page',
  'screen',
  'group',
  'alias',
  'merge',
  'audiencelist',
  'record',
]);

function isOtherCall({ content }: SourceCall): boolean {
  if (!content.readable || typeof content.call !== 'object' || content.call === null) return false;
  const type = 'type' in content.call ? content.call.type : undefined;
  return typeof type === 'string' && OTHER_TYPES.has(type.toLowerCase());
}
