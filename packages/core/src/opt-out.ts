import { asObject, ownValue, type TrackCall } from './track-call';

/**
 * Whether the call's `integrations` keep it from Intercom: `false` under one of the names, which are compared without
 * case, or `All: false` without an entry for one. An entry that is `true` or an object lets it through.
 */
export function isOptedOut(call: TrackCall, names: readonly string[]): boolean {
  const integrations = asObject(ownValue(call, 'integrations'));
  if (integrations === undefined) return false;
  let isOut = false;
  for (const key of Object.keys(integrations)) {
    const entry = integrations[key];
    if (key === 'All') {
      if (entry === false) isOut = true;
      continue;
    }
    const isSaid = typeof entry === 'boolean' || asObject(entry) !== undefined;
    if (!isSaid || !isAmong(key.toLowerCase(), names)) continue;
    if (entry !== false) return false;
    isOut = true;
  }
  return isOut;
}

function isAmong(lowerKey: string, names: readonly string[]): boolean {
  return lowerKey === 'intercom' || names.some((name) => name.toLowerCase() === lowerKey);
}
