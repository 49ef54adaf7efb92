import { beforeAll, describe, expect, it } from '@jest/globals';
import { join } from 'node:path';
import { outputOf } from '../lifetime/run-process';

/** The names that each built package gives to those who import it. A change here is a change of the public surface. */
const exported: readonly { specifier: string; names: readonly string[] }[] = [
  {
    specifier: '@intercom-destination/core',
    names: [
      'BoundedMap',
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
      'MISSING_CONTACT_OPTIONS',
      'MISSING_CONTACT_SETTING',
      'OneAtATime',
      'PatientSender',
      'RATE_WINDOW_MS',
      'REGIONS',
      'REPLY_BYTES_MAX',
      'RETRY_FOR_MINUTES_DEFAULT',
      'SettingsError',
      'WaitWatch',
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
      'isIdentifierType',
      'isOff',
      'isoCurrencies',
      'isoExponent',
      'judgeResponse',
      'listEvents',
      'lookForMade',
      'lookUpContact',
      'mappingSettingsSchema',
      'nearestName',
      'openTexts',
      'readDeliverySettings',
      'readEventSummaries',
      'readMappingSettings',
      'readMissingContactPolicy',
      'readRegion',
      'readSubmission',
      'readWorkspaceOf',
      'sameEventKey',
      'sendByFetch',
      'sendWithin',
      'systemClock',
      'toIdentifierText',
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
      'isIdentifierType',
      'isOff',
      'isoCurrencies',
      'isoExponent',
      'mappingSettingsSchema',
      'openTexts',
      'readMappingSettings',
      'toIdentifierText',
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
  let imported: NamesBySpecifier;
  let required: NamesBySpecifier;

  beforeAll(async () => {
    [imported, required] = await Promise.all([
      namesBySpecifier('module', (specifier) => `await import('${specifier}')`),
      namesBySpecifier('commonjs', (specifier) => `require('${specifier}')`),
    ]);
  });

  it.each(exported)('$specifier, imported', ({ specifier, names }) => {
    expect(imported[specifier]).toEqual(names);
  });

  it.each(exported)('$specifier, required', ({ specifier, names }) => {
    expect(required[specifier]).toEqual(names);
  });
});

type NamesBySpecifier = Readonly<Record<string, readonly string[]>>;

/** Asks a plain Node process, which resolves the packages as a user's program does. */
async function namesBySpecifier(
  type: 'module' | 'commonjs',
  load: (specifier: string) => string,
): Promise<NamesBySpecifier> {
  const program = `
    const namesOf = (all) => Object.keys(all).filter((name) => name !== 'default' && name !== 'module.exports').sort();
    console.log(JSON.stringify({ ${exported.map(({ specifier }) => `'${specifier}': namesOf(${load(specifier)})`).join(', ')} }));
  `;
  const output = await outputOf(process.execPath, ['--input-type', type, '--eval', program], { cwd: here });
  return JSON.parse(output) as NamesBySpecifier;
}
