import { SettingsError } from '@intercom-destination/core';
import { describe, expect, it } from '@jest/globals';
import Ajv from 'ajv';
import fc from 'fast-check';
import { readConfig } from '../../packages/rudder-destination/src/config/read-config';
import { dashboardFiles } from '../../packages/rudder-destination/src/dashboard';
import { FORM_FIELDS } from '../../packages/rudder-destination/src/dashboard/form/form';
import {
  isPlaceholder,
  type Column,
  type FormField,
} from '../../packages/rudder-destination/src/dashboard/form/form-field';
import { DESTINATION_NAME } from '../../packages/rudder-destination/src/dashboard/identity';
import { readDashboardFile } from './dashboard-files';

type Config = Readonly<Record<string, unknown>>;

/** As rudder-integrations-config sets it up. */
const ajv = new Ajv({
  allErrors: true,
  useDefaults: true,
  strict: false,
  strictSchema: false,
  strictRequired: false,
  strictNumbers: true,
  strictTypes: true,
  strictTuples: true,
});
const validate = ajv.compile((readDashboardFile('schema.json') as { configSchema: object }).configSchema);

describe("the dashboard's files are up to date (npm run generate)", () => {
  it.each(Object.entries(dashboardFiles()))('%s', (name, content) => {
    expect(readDashboardFile(name)).toEqual(JSON.parse(JSON.stringify(content)));
  });

  it('are named for the destination', () => {
    expect(readDashboardFile('db-config.json')).toMatchObject({ name: DESTINATION_NAME });
  });
});

/** The reader alone can compare two values, and sees what stands there when an event comes. */
const ONLY_THE_READER = [
  /list without repetitions/,
  /has a row with one side blank/,
  /names ".*" twice/,
  /match must not be blank/,
  /must be a key that ends in _date/,
  /exclude each other/,
  /is still a placeholder/,
  /must be a time zone of the IANA such as "/,
];

describe('the schema accepts and refuses what the reader does', () => {
  it.each<{ config: Config; accepted: boolean }>([
    { config: {}, accepted: true },
    { config: { apiKey: '' }, accepted: false },
    { config: { apiKey: 'two words' }, accepted: false },
    { config: { apiKey: ' word ' }, accepted: true },
    { config: { apiServer: 'au' }, accepted: true },
    { config: { apiServer: 'mars' }, accepted: false },
    { config: { apiVersion: 'v1' }, accepted: true },
    { config: { apiVersion: '' }, accepted: true },
    { config: { apiVersion: '2' }, accepted: false },
    { config: { baseUrl: 'https://proxy.example.com:8443/intercom' }, accepted: true },
    { config: { baseUrl: 'http://127.0.0.1:9000' }, accepted: true },
    { config: { baseUrl: 'http://127.0.0.256' }, accepted: false },
    { config: { baseUrl: 'https://me:pass@example.com' }, accepted: false },
    { config: { baseUrl: 'https://example.com/?a=b' }, accepted: false },
    { config: { baseUrl: 'https://example.com:65536' }, accepted: false },
    { config: { baseUrl: 'example.com' }, accepted: false },
    { config: { retryForMinutes: '180' }, accepted: true },
    { config: { retryForMinutes: '1000' }, accepted: false },
    { config: { retryForMinutes: '-1' }, accepted: false },
    { config: { missingContact: 'create_lead' }, accepted: false },
    { config: { keyLimit: '20' }, accepted: true },
    { config: { keyLimit: '' }, accepted: true },
    { config: { keyLimit: '0' }, accepted: false },
    { config: { keyLimit: '21' }, accepted: false },
    { config: { keyLimit: ' 10' }, accepted: false },
    { config: { sendAnonymousId: true }, accepted: true },
    { config: { sendAnonymousId: 'true' }, accepted: false },
    { config: { defaultCurrency: 'kwd' }, accepted: true },
    { config: { defaultCurrency: 'usdx' }, accepted: false },
    { config: { keepKeys: [] }, accepted: true },
    { config: { keepKeys: [{ name: 'ключ' }, { name: '' }] }, accepted: true },
    { config: { keepKeys: [{ name: '🫖'.repeat(255) }] }, accepted: true },
    { config: { keepKeys: [{ name: '🫖'.repeat(256) }] }, accepted: false },
    { config: { keepKeys: [{ name: 'two\nlines' }] }, accepted: false },
    { config: { keepKeys: [{ name: 5 }] }, accepted: false },
    { config: { keepKeys: 'plan' }, accepted: false },
    { config: { identifierOrder: [{ name: 'email' }] }, accepted: true },
    { config: { identifierOrder: [{ name: 'phone' }] }, accepted: false },
    { config: { emailFrom: [{ name: 'traits.email' }] }, accepted: true },
    { config: { emailFrom: [{ name: 'traitsxemail' }] }, accepted: false },
    { config: { types: [{ from: 'a', to: 'money' }] }, accepted: true },
    { config: { types: [{ from: 'a', to: 'cash' }] }, accepted: false },
    { config: { types: [{ from: 'a' }, { to: 'date' }] }, accepted: true },
    { config: { types: [{ from: 'a', to: '' }] }, accepted: false },
    { config: { types: [{ from: 'a', to: null }] }, accepted: false },
    { config: { renameKeys: [{ from: null, to: null }] }, accepted: false },
    { config: { eventRules: [{ match: 'A', action: 'keep' }] }, accepted: false },
    { config: { eventRules: [{ match: 'A', action: '' }] }, accepted: false },
    { config: { apiKey: 5 }, accepted: false },
    { config: { apiVersion: 2.14 }, accepted: false },
    { config: { baseUrl: 5 }, accepted: false },
    { config: { missingContact: '' }, accepted: false },
    { config: { unlistedEvents: 'skip' }, accepted: true },
    { config: { something: 'else' }, accepted: true },
  ])('$config: $accepted', ({ config, accepted }) => {
    const whole = { apiKey: 'token', apiServer: 'standard', ...config };
    expect(errorsOf(whole).length === 0).toBe(accepted);
    expect(refusalOf(whole) === undefined).toBe(accepted);
  });

  it.each(FORM_FIELDS.map(({ key }) => key))('%s: null is no value', (key) => {
    const whole = { apiKey: 'token', apiServer: 'standard', [key]: null };
    expect(errorsOf(whole)).not.toEqual([]);
    expect(refusalOf(whole)).toMatch(new RegExp(`^${key} must be `));
  });

  it.each([
    { key: 'apiServer', value: '', because: "old configurations of RudderStack's own Intercom may hold it" },
    { key: 'apiServer', value: 'US', because: 'Intercom V2 spells it so' },
    { key: 'apiServer', value: ' Europe ', because: 'Intercom V2 spells it so' },
    { key: 'keyLimit', value: 7, because: 'a placeholder is replaced by what the event has' },
    { key: 'retryForMinutes', value: 30, because: 'a placeholder is replaced by what the event has' },
  ])('but $key $value is taken by the reader alone: $because', ({ key, value }) => {
    const whole = { apiKey: 'token', apiServer: 'standard', [key]: value };
    expect(errorsOf(whole)).not.toEqual([]);
    expect(refusalOf(whole)).toBeUndefined();
  });

  it.each(FORM_FIELDS.map((field) => [field.key, field] as const))(
    '%s, whatever is put there',
    (_, field) => {
      fc.assert(
        fc.property(valuesOf(field), (value) => {
          const config = { apiKey: 'token', apiServer: 'standard', [field.key]: value };
          const refusal = refusalOf(config);
          const isAccepted = errorsOf(config).length === 0;
          if (isAccepted && refusal !== undefined) {
            expect(ONLY_THE_READER.filter((pattern) => pattern.test(refusal))).toHaveLength(1);
          } else if (isTakenByTheReaderAlone(field, value)) {
            expect(refusal).toBeUndefined();
          } else {
            expect({ value, refusal, isAccepted }).toEqual({
              value,
              refusal,
              isAccepted: refusal === undefined,
            });
          }
        }),
        { numRuns: 300 },
      );
    },
  );

  it('all fields at once', () => {
    const arbitrary = fc.record(
      Object.fromEntries(FORM_FIELDS.map((field) => [field.key, mostlyGood(field)])),
      { requiredKeys: ['apiKey', 'apiServer'] },
    );
    let accepted = 0;
    fc.assert(
      fc.property(arbitrary, (config) => {
        const refusal = refusalOf(config);
        if (refusal === undefined) accepted += 1;
        const isComparison = ONLY_THE_READER.some((pattern) => pattern.test(refusal ?? ''));
        if (errorsOf(config).length > 0) expect(refusal).toBeDefined();
        else expect(isComparison ? undefined : refusal).toBeUndefined();
      }),
      { numRuns: 500 },
    );
    expect(accepted).toBeGreaterThan(20);
  });
});

/** The messages that rudder-integrations-config makes of ajv's errors. It changes what it checks, so it gets a copy. */
function errorsOf(config: Config): string[] {
  validate(structuredClone(config));
  return (validate.errors ?? []).map(
    ({ instancePath, message }) => `${instancePath.slice(1).replaceAll('/', '.')} ${message ?? ''}`,
  );
}

function refusalOf(config: Config): string | undefined {
  try {
    readConfig({ ID: 'destination', Config: config });
    return undefined;
  } catch (error) {
    expect(error).toBeInstanceOf(SettingsError);
    return (error as Error).message;
  }
}

/** What the form may hold, near misses, and whatever else JSON may say there. */
function valuesOf(field: FormField): fc.Arbitrary<unknown> {
  const odd = fc.constantFrom<unknown>(
    null,
    true,
    0,
    5,
    2.14,
    {},
    [],
    ['a'],
    [{}],
    [[]],
    [null],
    ...ODD_TEXTS,
  );
  switch (field.kind) {
    case 'text':
      return fc.oneof(likelyOf(field), fc.string(), fc.stringMatching(/^[0-9v.]{1,6}$/), odd);
    case 'choice':
      return fc.oneof(likelyOf(field), fc.string(), odd);
    case 'flag':
      return fc.oneof(fc.boolean(), odd);
    case 'tags':
    case 'rows':
      return fc.oneof(likelyOf(field), odd);
    default:
      return field satisfies never;
  }
}

const ODD_TEXTS = ['', ' ', 'no', 'US', 'env.X', '{{ a || b }}'];

/** Good, one time in thirty what may be bad: with so many fields that is most configurations. */
function mostlyGood(field: FormField): fc.Arbitrary<unknown> {
  return fc.oneof(
    { weight: 30, arbitrary: goodOf(field) },
    { weight: 1, arbitrary: field.key === 'apiKey' ? goodOf(field) : likelyOf(field) },
  );
}

function goodOf(field: FormField): fc.Arbitrary<unknown> {
  switch (field.kind) {
    case 'text':
      return fc.constant(field.key === 'apiKey' ? 'token' : field.default);
    case 'tags':
      return fc
        .subarray([...field.default, ''])
        .map((texts) => texts.map((text) => ({ [field.tagKey]: text })));
    case 'rows':
      return fc.constantFrom([], [{}]);
    case 'choice':
    case 'flag':
      return fc.constant(field.default);
    default:
      return field satisfies never;
  }
}

/** Old configurations spell the region otherwise, and a number may come in a placeholder's place. */
function isTakenByTheReaderAlone(field: FormField, value: unknown): boolean {
  if (field.key === 'apiServer') {
    return typeof value === 'string' && /^(us|europe|australia|standard|eu|au)?$/i.test(value.trim());
  }
  const most = { keyLimit: 20, retryForMinutes: 999 }[field.key] ?? -1;
  const least = field.key === 'keyLimit' ? 1 : 0;
  return Number.isInteger(value) && (value as number) >= least && (value as number) <= most;
}

function likelyOf(field: FormField): fc.Arbitrary<unknown> {
  const word = fc.oneof(
    fc.constantFrom('a', 'b', 'due', '', ' '),
    fc.string({ unit: 'grapheme', maxLength: 260 }),
  );
  switch (field.kind) {
    case 'text':
      return field.key === 'apiKey'
        ? fc.stringMatching(/^[!-~]{1,80}$/).filter((text) => !isPlaceholder(text))
        : fc.constantFrom(
            field.default,
            '',
            '5',
            '0',
            '2.14',
            'v1',
            'http://localhost:1',
            'https://a.b/c',
            '.',
          );
    case 'choice':
      return fc.constantFrom(...field.options.map(({ value }) => value));
    case 'flag':
      return fc.boolean();
    case 'tags':
      return fc.array(
        fc.record(
          { [field.tagKey]: fc.oneof(fc.constantFrom(...field.default, ''), word) },
          { requiredKeys: [] },
        ),
        { maxLength: 3 },
      );
    case 'rows':
      return fc.array(
        fc.record(Object.fromEntries(field.columns.map((column) => [column.key, columnOf(column, word)])), {
          requiredKeys: [],
        }),
        { maxLength: 3 },
      );
    default:
      return field satisfies never;
  }
}

function columnOf(column: Column, word: fc.Arbitrary<string>): fc.Arbitrary<unknown> {
  return column.kind === 'text'
    ? word
    : fc.constantFrom(...column.options.map(({ value }) => value), '', 'no');
}
