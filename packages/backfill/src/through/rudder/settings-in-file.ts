import type { MappingSettings } from '@intercom-destination/core';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Names the file with settings for each destination. Source: docs/rudderstack-settings.md. */
const SETTINGS_FILE_VARIABLE = 'INTERCOM_DESTINATION_SETTINGS';

/**
 * Gives the RudderStack destination its mapping by its settings file, which can say all that core knows, where the
 * dashboard's form has no place for the metadata settings of a rule.
 */
export function putSettingsInFile(
  destinationId: string,
  mapping: MappingSettings,
): { readonly remove: () => void } {
  const folder = mkdtempSync(join(tmpdir(), 'intercom-destination-'));
  const path = join(folder, 'settings.json');
  writeFileSync(path, JSON.stringify({ [destinationId]: mapping }), { mode: 0o600 });
  const before = process.env[SETTINGS_FILE_VARIABLE];
  process.env[SETTINGS_FILE_VARIABLE] = path;
  return {
    remove: () => {
      rmSync(folder, { recursive: true, force: true });
      if (before === undefined) Reflect.deleteProperty(process.env, SETTINGS_FILE_VARIABLE);
      else process.env[SETTINGS_FILE_VARIABLE] = before;
    },
  };
}
