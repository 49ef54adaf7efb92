import { SettingsError } from '@intercom-destination/core';
import { describe, expect, it } from '@jest/globals';
import { join } from 'node:path';
import { createFolder } from '../../../../test/lifetime/folder';
import { setVariable } from '../../../../test/lifetime/variable';
import type { RudderDestination } from '../rudder-types';
import { readConfig } from './read-config';
import { SETTINGS_FILE_VARIABLE } from './settings-file';

describe('the settings file', () => {
  it("goes before Config, in core's form, for the destination that it names", () => {
    useFile({
      mine: {
        keyLimit: 3,
        missingContact: 'give_up',
        retryForMinutes: 5,
        events: { rules: [{ match: 'A', action: 'send', metadata: { keyLimit: 1 } }] },
      },
    });
    const mine = readConfig({ ...destination({ keyLimit: '12', arrays: 'drop' }), ID: 'mine' });
    expect(mine.settings).toMatchObject({ keyLimit: 3, arrays: 'drop' });
    expect(mine.settings.events.rules).toHaveLength(1);
    expect(mine.missingContact).toMatchObject({ missingContact: 'give_up', retryForMs: 300_000 });
    expect(readConfig({ ...destination({ keyLimit: '12' }), ID: 'other' }).settings.keyLimit).toBe(12);
  });

  it.each([
    { content: '{ "mine": ', says: 'is not JSON' },
    { content: '[]', says: 'must hold an object of settings by destination id' },
    { content: '{ "mine": 5 }', says: 'must hold an object of settings for mine' },
    {
      content: '{ "mine": { "keyLimit": 50 } }',
      says: 'destination mine: keyLimit must be a whole number from 1 to 20; it is 50',
    },
    { content: '{ "mine": { "keyLimt": 5 } }', says: 'destination mine: There is no setting "keyLimt"' },
    { content: '{ "mine": { "apiKey": "x" } }', says: 'destination mine: There is no setting "apiKey"' },
    { content: '{ "mine": { "apiKey": "x" } }', says: 'the file may have apiVersion, baseUrl' },
    {
      content: '{ "mine": { "missingContact": "no" } }',
      says: 'destination mine: missingContact must be one of',
    },
  ])('$says', ({ content, says }) => {
    const path = useFile(content);
    const read = () => readConfig({ ...destination(), ID: 'mine' });
    expect(read).toThrow(SettingsError);
    expect(read).toThrow(says);
    expect(read).toThrow(path);
  });

  it('is not quoted where it is no JSON', () => {
    useFile('{ "mine": { "baseUrl": https://me:hush@intercom.example } }');
    expect(() => readConfig({ ...destination(), ID: 'mine' })).toThrow(
      expect.objectContaining({
        message: expect.stringMatching(/^[^{}]*is not JSON( \(at position \d+\))?\.$/),
      }),
    );
  });

  it('is named where it is not there', () => {
    const path = join(createFolder().folder, 'none.json');
    setVariable(SETTINGS_FILE_VARIABLE, path);
    expect(() => readConfig({ ...destination(), ID: 'mine' })).toThrow(
      `${path}, which ${SETTINGS_FILE_VARIABLE} names, cannot be read (ENOENT).`,
    );
  });

  /** A path of its own for each, since a file is read once. */
  function useFile(content: unknown): string {
    const text = typeof content === 'string' ? content : JSON.stringify(content);
    const path = createFolder().write('settings.json', text);
    setVariable(SETTINGS_FILE_VARIABLE, path);
    return path;
  }
});

function destination(config: Readonly<Record<string, unknown>> = {}): RudderDestination {
  return { ID: 'destination', Config: { apiKey: 'token', ...config } };
}
