import { asObject, ownValue } from '../json-object';
import type { MappingSettings } from '../settings/mapping-settings';
import { createIntegrationReader } from './integration-names';
import { openTexts } from './open-texts';

/**
 * Compiles a test for calls whose `integrations` turn Intercom off. The first of these decides: off under a name of what
 * sends from servers; on under such a name; off under a name of what sends from the device; `All` off, or all of `integrations`. A call that was on
 * for the servers and off for the device reached Intercom in no other way. Off is `false`; on is `true` or an object of
 * options; both words may be text. Hosts honour that before they call a destination; whoever reads calls elsewhere has to. Source:
 * Segment's spec, "Integrations"; RudderStack's, "Common fields".
 */
export function createOptOutTest(
  settings: Pick<MappingSettings, 'integrationNames'>,
): (call: unknown) => boolean {
  const readName = createIntegrationReader(settings);
  return (call) => {
    const given = ownValue(asObject(openTexts(call)), 'integrations');
    if (isOff(given)) return true;
    const integrations = asObject(given);
    if (integrations === undefined) return false;
    let isOn = false;
    let isOffElsewhere = false;
    for (const name of Object.keys(integrations)) {
      const value = integrations[name];
      const meaning = readName(name);
      if (meaning === 'intercom') {
        if (isOff(value)) return true;
        if (isWord(value, true) || asObject(value) !== undefined) isOn = true;
      } else if ((meaning === 'intercom_on_device' || meaning === 'all') && isOff(value)) {
        isOffElsewhere = true;
      }
    }
    return isOffElsewhere && !isOn;
  };
}

/** Whether what stands under a name in `integrations` turns it off. */
export function isOff(value: unknown): boolean {
  return isWord(value, false);
}

/** The boolean, or its text, as CSV files and some senders write it. */
function isWord(value: unknown, word: boolean): boolean {
  return value === word || (typeof value === 'string' && value.toLowerCase() === String(word));
}
