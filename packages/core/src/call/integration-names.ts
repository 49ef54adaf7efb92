import type { MappingSettings } from '../settings/mapping-settings';

/** Compiles a test for the names under which `integrations` may speak of Intercom, compared without case. */
export function createIntegrationTest({
  integrationNames,
}: Pick<MappingSettings, 'integrationNames'>): (name: string) => boolean {
  const names = new Set(['intercom', ...integrationNames.map((name) => name.toLowerCase())]);
  return (name) => names.has(name.toLowerCase());
}
