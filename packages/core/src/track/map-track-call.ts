import type { Identity } from '../call/identity';
import type { DataEvent } from '../data-event';
import type { Note } from '../notes';
import { readMappingSettings } from '../settings/guard';
import type { MappingSettings } from '../settings/mapping-settings';
import { compileMapping } from './compile-mapping';
import type { Refusal } from './refusal';

/** What became of a call: a data event, or the reason why there is none. */
export type Mapped =
  | {
      readonly ok: true;
      readonly dataEvent: DataEvent;
      readonly identity: Identity;
      readonly notes: readonly Note[];
    }
  | { readonly ok: false; readonly refusal: Refusal };

export type TrackCallMapper = (call: unknown) => Mapped;

/**
 * Checks and compiles the settings once and returns the mapper. Throws `SettingsError` on a bad one. The mapper is
 * pure: any JSON value gives a result, never an exception; the same call always gives the same result; the call is not
 * changed and shares nothing with it.
 *
 * @example
 * ```ts
 * import { createMapper } from '@intercom-destination/core';
 *
 * const mapTrackCall = createMapper({ defaultCurrency: 'eur' });
 * const call = { event: 'Plan Upgraded', userId: 'u1', timestamp: '2026-01-01T00:00:00Z' };
 * const mapped = mapTrackCall({ ...call, properties: { plan: 'pro', revenue: 49 } });
 * console.log(mapped.ok ? mapped.dataEvent.metadata : mapped.refusal.message);
 * // { revenue: { amount: 4900, currency: 'eur' }, plan: 'pro' }
 * ```
 */
export function createMapper(settings: Partial<MappingSettings> = {}): TrackCallMapper {
  const map = compileMapping(readMappingSettings(settings));
  return (call) => {
    const finding = map(call);
    if (!finding.ok) return { ok: false, refusal: finding.refusal };
    const { dataEvent, identity, notes } = finding;
    return { ok: true, dataEvent, identity, notes };
  };
}
