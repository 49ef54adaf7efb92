import { SettingsError } from '@intercom-destination/core';

/**
 * A list of pairs such as `plan=tier` as an object, in the order given. The first `=` divides; `\=` is one that belongs
 * to a name. Throws `SettingsError` on an entry that is no pair.
 */
export function readPairs(entries: readonly string[], setting: string): Record<string, string> {
  return Object.fromEntries(
    entries.map((entry, index) => {
      const [, left = '', right = ''] = /^((?:[^=\\]|\\.)*)=(.*)$/s.exec(entry) ?? [];
      const from = left.replace(/\\=/g, '=').trim();
      const to = right.replace(/\\=/g, '=').trim();
      if (from === '' || to === '') {
        throw new SettingsError(
          `${setting}[${index}] must be a pair such as from=to; it is ${JSON.stringify(entry.slice(0, 60))}`,
        );
      }
      return [from, to];
    }),
  );
}
