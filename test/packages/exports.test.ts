import { describe, expect, it } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

/** The names that each built package gives to those who import it. A change here is a change of the public surface. */
const exported: readonly { specifier: string; names: readonly string[] }[] = [
  {
    specifier: '@intercom-destination/core',
    names: [
      'DEFAULT_DELIVERY_SETTINGS',
      'DEFAULT_MAPPING_SETTINGS',
      'Deliverer',
      'ImpatientSender',
      'MAPPING_SETTINGS',
      'MAPPING_VERSION',
      'METADATA_SETTINGS',
      'PatientSender',
      'REGIONS',
      'REPLY_BYTES_MAX',
      'SettingsError',
      'baseUrlOf',
      'checkWorkspace',
      'contactMayCome',
      'createClient',
      'createMapper',
      'createWorkspace',
      'deleteUser',
      'explainTrackCall',
      'judgeResponse',
      'lookForMade',
      'mappingSettingsSchema',
      'readDeliverySettings',
      'readEventSummaries',
      'readMappingSettings',
      'sendByFetch',
      'systemClock',
      'toRequest',
    ],
  },
  {
    specifier: '@intercom-destination/core/mapping',
    names: [
      'DEFAULT_MAPPING_SETTINGS',
      'MAPPING_SETTINGS',
      'MAPPING_VERSION',
      'METADATA_SETTINGS',
      'SettingsError',
      'createMapper',
      'explainTrackCall',
      'mappingSettingsSchema',
      'readMappingSettings',
    ],
  },
  {
    specifier: '@intercom-destination/simulator',
    names: ['InputError', 'simulatorSwitches', 'startSimulator'],
  },
  { specifier: '@intercom-destination/backfill', names: ['EXIT_CODES'] },
  { specifier: '@intercom-destination/segment-destination', names: ['destination'] },
];

const here = join(__dirname, '..');

describe('what each built package exports', () => {
  it.each(exported)('$specifier, imported', ({ specifier, names }) => {
    expect(namesFrom(`import * as all from '${specifier}';`, 'module')).toEqual(names);
  });

  it.each(exported)('$specifier, required', ({ specifier, names }) => {
    expect(namesFrom(`const all = require('${specifier}');`, 'commonjs')).toEqual(names);
  });
});

/** Asks a plain Node process, which resolves the packages as a user's program does. */
function namesFrom(load: string, type: 'module' | 'commonjs'): unknown {
  const program = `${load} console.log(JSON.stringify(Object.keys(all).filter((name) => name !== 'default' && name !== 'module.exports').sort()));`;
  const output = execFileSync(process.execPath, ['--input-type', type, '--eval', program], { cwd: here });
  return JSON.parse(output.toString());
}
