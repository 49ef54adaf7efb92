import { readMappingSettings } from '@intercom-destination/core';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { readConfig } from '../../packages/rudder-destination/src/config/read-config';
import { SETTINGS_FILE_VARIABLE } from '../../packages/rudder-destination/src/config/settings-file';
import { createFolder } from '../lifetime/folder';
import { setVariable } from '../lifetime/variable';
import { loadCases } from './load-cases';
import { toRudderSettings } from './rudder-settings';

const cases = loadCases().flatMap((each, index) =>
  each.settings === undefined
    ? []
    : [{ ...each, ID: `case-${index}`, rudder: toRudderSettings(each.settings) }],
);

beforeAll(() => {
  const settings = Object.fromEntries(cases.map(({ ID, rudder }) => [ID, rudder.file]));
  setVariable(SETTINGS_FILE_VARIABLE, createFolder().write('settings.json', JSON.stringify(settings)));
});

describe("the settings of each case, held in RudderStack's form and file, are read as core's", () => {
  it.each(cases)('$because', ({ ID, settings, rudder }) => {
    const Config = deepFreeze(rudder.Config);
    expect(readConfig({ ID, Config }).settings).toEqual(readMappingSettings(settings));
  });

  it('the form can say nearly all of them', () => {
    const beyond = cases.filter(({ rudder }) => Object.keys(rudder.file).length > 0);
    expect(beyond.length).toBeLessThan(cases.length / 4);
  });
});

function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null) {
    for (const each of Object.values(value)) deepFreeze(each);
    Object.freeze(value);
  }
  return value;
}
