import { asObject, SettingsError } from '@intercom-destination/core';
import { readFileSync } from 'node:fs';
import { readFunctionSettings } from '../function/function-settings';
import { compileSettings } from '../settings/compile-settings';
import { readWorkspace } from '../settings/read-workspace';
import { functionSettings, type FunctionSetting } from './function-form';
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
    ...blanks(),
    ...ofFile,
    ...(given.region === undefined ? {} : { region: given.region }),
    accessToken: given.accessToken,
  };
  try {
    const { settings, mapping } = readFunctionSettings(values);
    readWorkspace(settings);
    compileSettings(settings, mapping);
  } catch (error) {
    if (error instanceof SettingsError) throw new Refused(error.message);
    throw error;
  }
  return values;
}

/** All of them, so that a value of an earlier installation does not stay. */
function blanks(): Record<string, unknown> {
  return Object.fromEntries(functionSettings().map(({ name, type }) => [name, BLANKS[type]]));
}

const BLANKS: Readonly<Record<FunctionSetting['type'], unknown>> = {
  ARRAY: [],
  BOOLEAN: false,
  STRING: '',
  TEXT_MAP: {},
};

function readFile(path: string): Record<string, unknown> {
  const values = asObject(parseFile(path));
  if (values === undefined) throw new Refused(`${path} must hold an object of settings.`);
  const settings = new Map(functionSettings().map((setting) => [setting.name, setting]));
  const read: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(values)) {
    if (name === 'accessToken') {
      throw new Refused(`${path} must not hold accessToken: it comes from INTERCOM_ACCESS_TOKEN.`);
    }
    const setting = settings.get(name);
    if (setting === undefined) {
      throw new Refused(
        `${path} has the unknown setting ${name}. Known are: ${[...settings.keys()].join(', ')}.`,
      );
    }
    if (value === null || value === '') continue;
    // A function's settings know no numbers.
    const given: unknown = typeof value === 'number' ? String(value) : value;
    if (!FITS[setting.type](given)) throw new Refused(`In ${path}, ${name} must be ${WORDS[setting.type]}.`);
    read[name] = given;
  }
  return read;
}

const isText = (value: unknown): boolean => typeof value === 'string';

const FITS: Readonly<Record<FunctionSetting['type'], (value: unknown) => boolean>> = {
  ARRAY: (value) => Array.isArray(value) && value.every(isText),
  BOOLEAN: (value) => typeof value === 'boolean',
  STRING: isText,
  TEXT_MAP: (value) => {
    const map = asObject(value);
    return map !== undefined && Object.values(map).every(isText);
  },
};

const WORDS: Readonly<Record<FunctionSetting['type'], string>> = {
  ARRAY: 'a list of texts, such as ["plan"]',
  BOOLEAN: 'true or false',
  STRING: 'text or a number',
  TEXT_MAP: 'an object of texts, such as { "plan": "tier" }',
};

function parseFile(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8').replace(/^\uFEFF/, ''));
  } catch (error) {
    if (error instanceof SyntaxError) throw new Refused(`${path} is not JSON: ${error.message}`);
    throw new Refused(`${path} cannot be read (${(error as NodeJS.ErrnoException).code ?? 'unknown'}).`);
  }
}
