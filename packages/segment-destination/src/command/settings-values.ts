import { asObject, SettingsError } from '@intercom-destination/core';
import { readFileSync } from 'node:fs';
import { readFunctionSettings } from '../function/function-settings';
import { compileSettings } from '../settings/compile-settings';
import { readWorkspace } from '../settings/read-workspace';
import { functionSettings } from './function-form';
import { Refused } from './refused';

export type SettingsValues = Readonly<Record<string, unknown>>;

/** The values of the settings for one source, checked as the function will. Throws `Refused`, and names the setting. */
export function readValues(given: {
  readonly accessToken: string;
  readonly region: string | undefined;
  readonly file: string | undefined;
}): SettingsValues {
  const ofFile = given.file === undefined ? {} : readFile(given.file);
  const values = {
    ...ofFile,
    ...(given.region === undefined ? {} : { region: given.region }),
    accessToken: given.accessToken,
  };
  try {
    const settings = readFunctionSettings(values);
    readWorkspace(settings);
    compileSettings(settings);
  } catch (error) {
    if (error instanceof SettingsError) throw new Refused(error.message);
    throw error;
  }
  return values;
}

function readFile(path: string): Record<string, unknown> {
  const values = asObject(parseFile(path));
  if (values === undefined) throw new Refused(`${path} must hold an object of settings.`);
  const known = new Set(functionSettings().map(({ name }) => name));
  for (const name of Object.keys(values)) {
    if (name === 'accessToken') {
      throw new Refused(`${path} must not hold accessToken: it comes from INTERCOM_ACCESS_TOKEN.`);
    }
    if (!known.has(name)) {
      throw new Refused(`${path} has the unknown setting ${name}. Known are: ${[...known].join(', ')}.`);
    }
  }
  // The editor knows no numbers.
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, typeof value === 'number' ? String(value) : value]),
  );
}

function parseFile(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8').replace(/^\uFEFF/, ''));
  } catch (error) {
    if (error instanceof SyntaxError) throw new Refused(`${path} is not JSON: ${error.message}`);
    throw new Refused(`${path} cannot be read (${(error as NodeJS.ErrnoException).code ?? 'unknown'}).`);
  }
}
