import { describe, expect, it } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

/** The names that each built package gives to those who import it. A change here is a change of the public surface. */
const exported: readonly { specifier: string; names: readonly string[] }[] = [
  {
    specifier: '@intercom-destination/core',
    names: [
      'CALLS_PER_WINDOW_DEFAULT',
      'ContactBook',
      'DEFAULT_DELIVERY_SETTINGS',
      'DEFAULT_MAPPING_SETTINGS',
      'Deliverer',
      'EVENTS_LISTED_DAYS',
      'EVENTS_PATH',
      'EVENT_NAMES_MAX',
      'ImpatientSender',
      'MAPPING_SETTINGS',
      'MAPPING_VERSION',
      'METADATA_SETTINGS',
      'OneAtATime',
      'PatientSender',
      'RATE_WINDOW_MS',
      'REGIONS',
      'REPLY_BYTES_MAX',
      'SettingsError',
      'WorkspaceError',
      'asObject',
      'backoffMs',
      'baseUrlOf',
      'checkWorkspace',
      'compileEventPattern',
      'contactMayCome',
      'createClient',
      'createMapper',
      'createOptOutTest',
      'createWorkspace',
      'deleteUser',
      'describeFailure',
      'describeReply',
      'explainTrackCall',
      'headersByName',
      'inWordsOf',
      'isoCurrencies',
      'judgeResponse',
      'lookForMade',
      'lookUpContact',
      'mappingSettingsSchema',
      'readDeliverySettings',
      'readEventSummaries',
      'readMappingSettings',
      'readSubmission',
      'readWorkspaceOf',
      'sameEventKey',
      'sendByFetch',
      'sendWithin',
      'systemClock',
      'toRequest',
      'toUnsentRequest',
      'withDeadline',
    ],
  },
  {
    specifier: '@intercom-destination/core/mapping',
    names: [
      'CALLS_PER_WINDOW_DEFAULT',
      'DEFAULT_MAPPING_SETTINGS',
      'EVENTS_LISTED_DAYS',
      'EVENT_NAMES_MAX',
      'MAPPING_SETTINGS',
      'MAPPING_VERSION',
      'METADATA_SETTINGS',
      'RATE_WINDOW_MS',
      'SettingsError',
      'asObject',
      'compileEventPattern',
      'createMapper',
      'createOptOutTest',
      'explainTrackCall',
      'isoCurrencies',
      'mappingSettingsSchema',
      'readMappingSettings',
    ],
  },
  {
    specifier: '@intercom-destination/simulator',
    names: ['InputError', 'simulatorSwitches', 'startSimulator'],
  },
  { specifier: '@intercom-destination/backfill', names: ['EXIT_CODES', 'createPoolHttp'] },
  { specifier: '@intercom-destination/segment-destination', names: ['destination'] },
  {
    specifier: '@intercom-destination/rudder-destination',
    names: ['networkHandler', 'process', 'processDeleteUsers', 'processRouterDest'],
  },
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
