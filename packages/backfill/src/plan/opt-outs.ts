import { asObject, isOff, openTexts, type MappingSettings } from '@intercom-destination/core';
import { ownProperty } from '../sources/own-property';

/** Tells where a call that turns Intercom off says so, such as `integrations.All`. */
export function createOptOutFinder({
  integrationNames,
}: Pick<MappingSettings, 'integrationNames'>): (call: unknown) => string {
  const further = new Set(integrationNames.map((name) => name.toLowerCase()));
  const isIntercom = (name: string) => name.includes('intercom') || further.has(name);
  return (call) => {
    const integrations = asObject(ownProperty(openTexts(call), 'integrations'));
    if (integrations === undefined) return 'integrations';
    const off = Object.keys(integrations).filter((name) => isOff(integrations[name]));
    const named = off.find((name) => isIntercom(name.toLowerCase()));
    return `integrations.${named ?? off.find((name) => name.toLowerCase() === 'all') ?? ''}`;
  };
}
