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

/**
 * Throws `SettingsError` on a bad setting of the destination or of the mapping, which it names. The same settings are
 * compiled once.
 */
export function compileSettings(settings: Settings, given: GivenMapping): CompiledSettings {
  const text = JSON.stringify([
    settings.missingContact,
    settings.retryForMinutes,
    settings.sendAnonymousId,
    given,
  ]);
  const known = compiledByText.get(text);
  if (known !== undefined) return known;
  const mapping = readMapping({ ...given, sendAnonymousId: settings.sendAnonymousId });
  const compiled = {
    mapTrackCall: createMapper(mapping),
    missingContact: readMissingContactPolicy(settings, mapping),
  };
  compiledByText.set(text, compiled);
  return compiled;
}
