import { asObject, ownValue } from '../json-object';
import type { MappingSettings } from '../settings/mapping-settings';
import { createIntegrationTest } from './integration-names';

/**
 * Compiles a test for calls whose `integrations` turn Intercom off: `false` under its name, or `All: false` without a
 * true or an object under it. Both hosts honour that before a destination is called; whoever reads calls elsewhere has
 * to. Source: Segment's spec, "Integrations"; RudderStack's, "Common fields".
 */
export function createOptOutTest(
  settings: Pick<MappingSettings, 'integrationNames'>,
): (call: unknown) => boolean {
  const isIntercom = createIntegrationTest(settings);
  return (call) => {
    const integrations = asObject(ownValue(asObject(call), 'integrations'));
    if (integrations === undefined) return false;
    let isAllOff = false;
    let isNamedOn = false;
    for (const [name, value] of Object.entries(integrations)) {
      if (isIntercom(name)) {
        if (value === false) return true;
        if (value === true || asObject(value) !== undefined) isNamedOn = true;
      } else if (name.toLowerCase() === 'all' && value === false) isAllOff = true;
    }
    return isAllOff && !isNamedOn;
  };
}
