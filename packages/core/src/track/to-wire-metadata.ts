import type { WireMetadata, WireValue } from '../data-event';
import type { Candidate } from '../values/value';

/** `undefined`: there is nothing to send. */
export function toWireMetadata(selected: readonly Candidate[]): WireMetadata | undefined {
  if (selected.length === 0) return undefined;
  const metadata: Record<string, WireValue> = {};
  for (const {
    key: { legal: key },
    value,
  } of selected) {
    // Plain assignment to this key would change the object's prototype instead.
    if (key === '__proto__') {
      Object.defineProperty(metadata, key, { value, enumerable: true, configurable: true, writable: true });
    } else metadata[key] = value;
  }
  return metadata;
}
