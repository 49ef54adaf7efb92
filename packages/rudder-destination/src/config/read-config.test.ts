import { DEFAULT_MAPPING_SETTINGS, SettingsError } from '@intercom-destination/core';
import { describe, expect, it } from '@jest/globals';
import { expectLinearCost } from '../../../../test/contract/expect-linear-cost';
import type { RudderDestination } from '../rudder-types';
import { readConfig } from './read-config';

const token = 'dG9rOnRva2Vu';

describe('readConfig', () => {
  it.each([
    {
      apiServer: undefined,
      host: 'https://api.intercom.io',
      because: 'the built-in destination does so too',
    },
    { apiServer: '', host: 'https://api.intercom.io', because: 'a blank is no choice' },
    { apiServer: 'standard', host: 'https://api.intercom.io', because: 'Intercom spells it so' },
    { apiServer: 'US', host: 'https://api.intercom.io', because: 'Intercom V2 spells it so' },
    { apiServer: 'eu', host: 'https://api.eu.intercom.io', because: 'Intercom spells it so' },
    { apiServer: 'EU', host: 'https://api.eu.intercom.io', because: 'case says nothing' },
    { apiServer: 'Europe', host: 'https://api.eu.intercom.io', because: 'Intercom V2 spells it so' },
    { apiServer: 'au', host: 'https://api.au.intercom.io', because: 'Intercom spells it so' },
    { apiServer: 'Australia', host: 'https://api.au.intercom.io', because: 'Intercom V2 spells it so' },
  ])('apiServer $apiServer is $host: $because', ({ apiServer, host }) => {
    expect(readConfig(destination({ apiServer })).workspace).toEqual({
      baseUrl: host,
      token,
      apiVersion: '2.14',
    });
  });

  it.each([
    { config: { apiVersion: 'v2', apiServer: 'eu' }, version: '2.14', host: 'https://api.eu.intercom.io' },
    { config: { apiVersion: 'v1', apiServer: 'eu' }, version: '1.4', host: 'https://api.intercom.io' },
    { config: { apiVersion: '2.11' }, version: '2.11', host: 'https://api.intercom.io' },
    { config: { baseUrl: 'http://localhost:8080/' }, version: '2.14', host: 'http://localhost:8080' },
  ])('$config: version $version at $host', ({ config, version, host }) => {
    expect(readConfig(destination(config)).workspace).toEqual({ baseUrl: host, token, apiVersion: version });
  });

  it('takes the token of a connected account before its own', () => {
    expect(readConfig(destination(), { accessToken: 'oauth' }).workspace.token).toBe('oauth');
    expect(readConfig(destination({ apiKey: '' }), { accessToken: 'oauth' }).workspace.token).toBe('oauth');
    expect(readConfig(destination(), {}).workspace.token).toBe(token);
  });

  it('names the secret where the token of a connected account cannot be one, and does not show it', () => {
    const read = () => readConfig(destination(), { accessToken: 'hush hush' });
    expect(read).toThrow(SettingsError);
    expect(read).toThrow(
      /^accessToken: The access token must be one word of ASCII characters, as Intercom shows it\.$/,
    );
  });

  it("keeps what users of RudderStack's own Intercom destination have", () => {
    const { settings, missingContact } = readConfig(
      destination({
        appId: 'abc',
        apiServer: 'eu',
        apiVersion: 'v2',
        sendAnonymousId: true,
        updateLastRequestAt: true,
        collectContext: false,
        mobileApiKeyAndroid: { android: 'x' },
        mobileApiKeyIOS: { ios: 'x' },
        useNativeSDK: { web: false },
        connectionMode: { web: 'cloud' },
        eventFilteringOption: 'whitelistedEvents',
        whitelistedEvents: [{ eventName: 'Order Completed' }],
        blacklistedEvents: [{ eventName: '' }],
        oneTrustCookieCategories: { web: [] },
        ketchConsentPurposes: { web: [] },
        consentManagement: { web: [] },
      }),
    );
    expect(settings).toEqual({ ...DEFAULT_MAPPING_SETTINGS, sendAnonymousId: true });
    expect(missingContact).toEqual({ missingContact: 'retry', retryForMs: 600_000, timeZone: 'UTC' });
  });

  it("reads every kind of field into core's form", () => {
    const { settings } = readConfig(
      destination({
        unlistedEvents: 'skip',
        eventRules: [
          { match: ' Order * ', action: 'send', name: 'order' },
          { match: 'Debug', action: 'skip', name: '' },
          { match: 'Plain' },
          { match: '', action: 'send', name: '' },
        ],
        keyLimit: '12',
        identifierOrder: [{ name: 'email' }, { name: 'user_id' }],
        keepKeys: [{ name: 'plan' }, { name: ' ' }, {}],
        renameKeys: [
          { from: 'plan', to: 'tier' },
          { from: '', to: '' },
        ],
        addKeys: [{ from: 'page_url', to: 'context.page.url' }],
        types: [{ from: 'due', to: 'date' }],
        defaultCurrency: 'eur',
        arrays: 'count',
      }),
    );
    expect(settings).toEqual({
      ...DEFAULT_MAPPING_SETTINGS,
      events: {
        unlisted: 'skip',
        rules: [
          { match: 'Order *', action: 'send', name: 'order' },
          { match: 'Debug', action: 'skip' },
          { match: 'Plain', action: 'send' },
        ],
      },
      keyLimit: 12,
      identifierOrder: ['email', 'user_id'],
      keepKeys: ['plan'],
      renameKeys: { plan: 'tier' },
      addKeys: { page_url: 'context.page.url' },
      types: { due: 'date' },
      defaultCurrency: 'eur',
      arrays: 'count',
    });
  });

  it('knows the name under which RudderStack hands over the options of a call', () => {
    const named = { ...destination(), DestinationDefinition: { DisplayName: 'Intercom Events' } };
    const mapped = readConfig(named).mapTrackCall({
      type: 'track',
      event: 'A',
      timestamp: '2024-01-01T00:00:00Z',
      integrations: { 'Intercom Events': { id: 'contact' } },
    });
    expect(mapped).toMatchObject({ ok: true, identity: { by: 'id', value: 'contact' } });
  });

  it.each([
    {
      config: { apiKey: undefined },
      says: 'apiKey is missing: it must be the access token of an Intercom app.',
    },
    {
      config: { apiKey: 'two words' },
      says: 'apiKey must be one word of ASCII characters, as Intercom shows it.',
    },
    {
      config: { apiKey: 'env.INTERCOM_TOKEN' },
      says: 'apiKey is still a placeholder ({{ … }} or env.…): RudderStack has put no value in its place.',
    },
    { config: { apiServer: 'mars' }, says: 'apiServer must be one of "standard", "eu", "au"; it is "mars"' },
    {
      config: { apiVersion: 'v3' },
      says: 'apiVersion must be a version such as 2.14, "v1", "v2" or "Unstable"; it is "v3"',
    },
    {
      config: { baseUrl: 'ftp://a' },
      says: 'baseUrl must be an http or https URL such as https://api.intercom.io, without a user name, query or fragment.',
    },
    { config: { keyLimit: '21' }, says: 'keyLimit must be a whole number from 1 to 20; it is "21"' },
    {
      config: { keyLimit: '{{ event.properties.limit || 5 }}' },
      says: 'keyLimit is still a placeholder ("{{ event.properties.limit || 5 }}"): RudderStack has put no value in its place.',
    },
    { config: { sendAnonymousId: 'true' }, says: 'sendAnonymousId must be true or false; it is "true"' },
    { config: { keepKeys: ['plan'] }, says: 'keepKeys[0] must be an object; it is "plan"' },
    { config: { renameKeys: { plan: 'tier' } }, says: 'renameKeys must be a list; it is {"plan":"tier"}' },
    {
      config: { renameKeys: [{ from: 'plan', to: '' }] },
      says: 'renameKeys has a row with one side blank: "plan".',
    },
    {
      config: {
        renameKeys: [
          { from: 'a', to: 'b' },
          { from: 'a', to: 'c' },
        ],
      },
      says: 'renameKeys names "a" twice.',
    },
    {
      config: { types: [{ from: 'a', to: 'dates' }] },
      says: 'types[0].to must be one of "text", "number", "date", "money", "money_minor", "link", "rich_link"; it is "dates"',
    },
    {
      config: { types: [{ from: 'a', to: 'date' }], renameKeys: [{ from: 'a', to: 'b' }] },
      says: 'renameKeys.a must be a key that ends in _date, since types says that it is a date; it is "b"',
    },
    { config: { eventRules: [{ match: '', name: 'x' }] }, says: 'eventRules[0].match must not be blank.' },
    {
      config: { identifierOrder: [{ name: 'phone' }] },
      says: 'identifierOrder[0].name must be one of id, user_id, email; it is "phone"',
    },
    {
      config: { missingContact: 'create_user', sendAnonymousId: true },
      says: 'missingContact "create_user" and sendAnonymousId exclude each other',
    },
  ])('$says', ({ config, says }) => {
    const read = () => readConfig(destination(config));
    expect(read).toThrow(SettingsError);
    expect(read).toThrow(says);
  });

  it.each([
    { baseUrl: 'https://me:hush@intercom.example' },
    { baseUrl: '{{ path || https://me:hush@intercom.example }}' },
    { baseUrl: `https://me:hush@intercom.example/${'a'.repeat(3000)}` },
  ])('never shows the password of $baseUrl', (config) => {
    expect(() => readConfig(destination(config))).toThrow(
      expect.objectContaining({ message: expect.not.stringContaining('hush') }),
    );
  });

  it('refuses a text of any length at once', () => {
    expectLinearCost((size) => {
      const apiVersion = `{{${'||'.repeat(size)}`;
      expect(() => readConfig(destination({ apiVersion }))).toThrow('apiVersion must be at most 2000');
    });
  });

  it('refuses what is nested too deep as a bad setting', () => {
    let deep: unknown = {};
    for (let depth = 0; depth < 50_000; depth += 1) deep = { deep };
    expect(() => readConfig(destination({ deep }))).toThrow(SettingsError);
  });

  it('passes over a display name that is no text', () => {
    const named = { ...destination(), DestinationDefinition: { DisplayName: 5 } };
    expect(readConfig(named as unknown as RudderDestination).settings).toEqual(
      readConfig(destination()).settings,
    );
  });

  it('never shows the token', () => {
    expect(() => readConfig(destination({ apiKey: 'secret secret' }))).toThrow(
      expect.objectContaining({ message: expect.not.stringContaining('secret') }),
    );
  });
});

describe('readConfig compiles once', () => {
  it.each([
    { config: { keyLimit: '99' }, because: 'known by its text' },
    { config: Object.freeze({ apiKey: 'token', keyLimit: '99' }), because: 'frozen' },
  ])('bad settings too: $because', ({ config }) => {
    const errorOf = (Config: Readonly<Record<string, unknown>>): unknown => {
      try {
        return readConfig({ ID: 'd', Config });
      } catch (error) {
        return error;
      }
    };
    const error = errorOf(config);
    expect(error).toBeInstanceOf(SettingsError);
    expect(errorOf(Object.isFrozen(config) ? config : { ...config })).toBe(error);
  });

  it('and drops the settings that were not asked for longest, and those alone', () => {
    const read = (limit: number) => readConfig(destination({ drop: limit }));
    const [oldest, kept] = [read(0), read(1)];
    for (let limit = 2; limit < 1001; limit += 1) {
      read(limit);
      if (limit === 500) expect(read(1)).toBe(kept);
    }
    expect(read(1)).toBe(kept);
    expect(read(0)).not.toBe(oldest);
  });

  it('the same settings, whether or not they are the same object', () => {
    const compiled = readConfig(destination({ keyLimit: '7' }));
    expect(readConfig(destination({ keyLimit: '7' }))).toBe(compiled);
    expect(readConfig(destination({ keyLimit: '8' }))).not.toBe(compiled);
    expect(readConfig(destination({ keyLimit: '7' }), { accessToken: 'other' })).not.toBe(compiled);
  });

  it('a deep-frozen Config, which it knows again without reading it', () => {
    let reads = 0;
    const Config = Object.freeze({
      ...destination().Config,
      get keyLimit() {
        reads += 1;
        return '9';
      },
    });
    const compiled = readConfig({ ID: 'frozen', Config });
    const after = reads;
    expect(readConfig({ ID: 'frozen', Config })).toBe(compiled);
    expect(reads).toBe(after);
    expect(readConfig({ ID: 'frozen', Config }, { accessToken: 'other' })).not.toBe(compiled);
  });

  it('a Config that is changed in place is read anew', () => {
    const Config: Record<string, unknown> = { apiKey: token, keyLimit: '3' };
    expect(readConfig({ ID: 'open', Config }).settings.keyLimit).toBe(3);
    Config['keyLimit'] = '4';
    expect(readConfig({ ID: 'open', Config }).settings.keyLimit).toBe(4);
  });
});

function destination(config: Readonly<Record<string, unknown>> = {}): RudderDestination {
  return { ID: 'destination', Config: { apiKey: token, ...config } };
}
