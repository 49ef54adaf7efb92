import { describe, expect, it } from '@jest/globals';
import { DEFAULT_MAPPING_SETTINGS, readMappingSettings } from './guard';

describe('readMappingSettings', () => {
  it.each([
    { given: { keyLimit: 21 }, says: 'keyLimit must be a whole number from 1 to 20; it is 21' },
    { given: { keyLimit: 0 }, says: 'keyLimit must be a whole number from 1 to 20; it is 0' },
    { given: { keyLimit: '10' }, says: 'keyLimit must be a whole number from 1 to 20; it is "10"' },
    { given: { keylimits: 5 }, says: 'There is no setting "keylimits"; did you mean keyLimit?' },
    {
      given: { arrays: 'jion' },
      says: 'arrays must be "auto", "join", "count" or "drop"; it is "jion", did you mean "join"?',
    },
    { given: { booleans: true }, says: 'booleans must be "text" or "as_is"; it is true' },
    { given: { sendAnonymousId: 'yes' }, says: 'sendAnonymousId must be true or false; it is "yes"' },
    {
      given: { defaultCurrency: 'dollars' },
      says: 'defaultCurrency must be an ISO 4217 code such as "usd"; it is "dollars"',
    },
    {
      given: { timeZone: 'Europe/Nowhere' },
      says: 'timeZone must be a time zone of the IANA such as "Europe/Berlin"; it is "Europe/Nowhere"',
    },
    {
      given: { timeZone: '+02:00' },
      says: 'timeZone must be a time zone of the IANA such as "Europe/Berlin"; it is "+02:00"',
    },
    { given: { keepKeys: 'plan' }, says: 'keepKeys must be a list; it is "plan"' },
    { given: { dropKeys: ['a', ' '] }, says: 'dropKeys[1] must be text that is not blank; it is " "' },
    { given: { renameKeys: { a: 5 } }, says: 'renameKeys.a must be text that is not blank; it is 5' },
    { given: { renameKeys: [] }, says: 'renameKeys must be an object of names; it is []' },
    {
      given: { types: { due: 'dates' } },
      says: 'types.due must be "text", "number", "date", "money", "money_minor", "link" or "rich_link"; it is "dates", did you mean "date"?',
    },
    {
      given: { identifierOrder: [] },
      says: 'identifierOrder must be a list of at least 1 of "id", "user_id" or "email"; it is []',
    },
    {
      given: { identifierOrder: ['id', 'id'] },
      says: 'identifierOrder must be a list without repetitions; it is ["id","id"]',
    },
    { given: { events: [] }, says: 'events must be an object with unlisted and rules; it is []' },
    {
      given: { events: { rules: [{ action: 'send' }] } },
      says: 'events.rules[0].match must be text that is not blank; it is missing',
    },
    {
      given: { events: { rules: [{ match: 'A', action: 'keep' }] } },
      says: 'events.rules[0].action must be "send" or "skip"; it is "keep"',
    },
    {
      given: { events: { rules: [{ match: 'A', action: 'send', nmae: 'B' }] } },
      says: 'There is no setting events.rules[0]."nmae"; did you mean events.rules[0].name?',
    },
    {
      given: { events: { rules: [{ match: 'A', action: 'send', metadata: { keyLimit: 30 } }] } },
      says: 'events.rules[0].metadata.keyLimit must be a whole number from 1 to 20; it is 30',
    },
    {
      given: { events: { rules: [{ match: 'A', action: 'send', metadata: { nameStyle: 'kebab' } }] } },
      says: 'There is no setting events.rules[0].metadata."nameStyle"',
    },
    {
      given: { types: { joined: 'date' }, renameKeys: { Joined: 'member_since' } },
      says: 'renameKeys.Joined must be a key that ends in _date, since types says that it is a date; it is "member_since"',
    },
    { given: { keyLimit: 5n }, says: 'keyLimit must be a whole number from 1 to 20; it is bigint' },
    { given: { dropKeys: new Array(2) }, says: 'dropKeys[0] must be text that is not blank; it is missing' },
    { given: [], says: 'The settings must be an object; it is []' },
    { given: null, says: 'The settings must be an object; it is null' },
    { given: { keepKeys: 'x'.repeat(500) }, says: `keepKeys must be a list; it is "${'x'.repeat(59)}…` },
  ])('$says', ({ given, says }) => {
    expect(() => readMappingSettings(given)).toThrow(
      expect.objectContaining({ name: 'SettingsError', message: expect.stringContaining(says) }),
    );
  });

  it('completes what is not given by the defaults', () => {
    expect(readMappingSettings({ keyLimit: 12, defaultCurrency: 'EUR' })).toEqual({
      ...DEFAULT_MAPPING_SETTINGS,
      keyLimit: 12,
      defaultCurrency: 'eur',
    });
  });

  it('keeps in a rule only what the rule names', () => {
    const rule = { match: 'A', action: 'send', metadata: { keepKeys: ['b'] } };
    expect(readMappingSettings({ events: { rules: [rule] } }).events).toEqual({
      unlisted: 'send',
      rules: [rule],
    });
  });

  it('takes no setting from what an object inherits', () => {
    expect(readMappingSettings(Object.create({ keyLimit: 99 }))).toEqual(DEFAULT_MAPPING_SETTINGS);
  });
});
