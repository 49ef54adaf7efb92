import {
  BoundedMap,
  createMapper,
  readMissingContactPolicy,
  type MissingContactPolicy,
  type TrackCallMapper,
} from '@intercom-destination/core';
import type { Settings } from '../generated-types';
import { readMapping, type GivenMapping } from './read-mapping';

/** Settings made ready for many calls. */
export interface CompiledSettings {
  readonly mapTrackCall: TrackCallMapper;
  readonly missingContact: MissingContactPolicy;
}

/** Settings kept ready. Ours: a host serves few workspaces at a time, and compiling takes well under a millisecond. */
const COMPILED_MAX = 100;
const compiledByText = new BoundedMap<CompiledSettings>(COMPILED_MAX);

/** What came last, mostly comes again as the same object; the text of it takes longer than all of the mapping. */
let latest:
  { readonly policy: Policy; readonly given: GivenMapping; readonly compiled: CompiledSettings } | undefined;

type Policy = Pick<Settings, 'missingContact' | 'retryForMinutes' | 'sendAnonymousId'>;

/**
 * Throws `SettingsError` on a bad setting of the destination or of the mapping, which it names. The same settings are
 * compiled once.
 */
export function compileSettings(settings: Settings, given: GivenMapping): CompiledSettings {
  if (latest?.given === given && isAlike(latest.policy, settings)) return latest.compiled;
  const { missingContact, retryForMinutes, sendAnonymousId } = settings;
  const text = JSON.stringify([missingContact, retryForMinutes, sendAnonymousId, given]);
  const compiled = compiledByText.get(text) ?? compile(settings, given);
  compiledByText.set(text, compiled);
  const policy = { missingContact, retryForMinutes, sendAnonymousId } as Policy;
  latest = { policy, given, compiled };
  return compiled;
}

function isAlike(one: Policy, other: Policy): boolean {
  return (
    one.missingContact === other.missingContact &&
    one.retryForMinutes === other.retryForMinutes &&
    one.sendAnonymousId === other.sendAnonymousId
  );
}

function compile(settings: Settings, given: GivenMapping): CompiledSettings {
  const mapping = readMapping({ ...given, sendAnonymousId: settings.sendAnonymousId });
  return {
    mapTrackCall: createMapper(mapping),
    missingContact: readMissingContactPolicy(settings, mapping),
  };
}
