import { mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';

const folder = dirname(fileURLToPath(import.meta.url));
const require = createRequire(import.meta.url);
const { MAPPING_SETTINGS } = require('@intercom-destination/core');
const { destination } = require('./dist/index.cjs');

// One readable file out of the same sources, to paste into Segment's editor: pnpm --filter … function [FILE]
const file = process.argv[2] ?? join(folder, 'dist', 'intercom-function.js');
const bundle = await rolldown({
  input: join(folder, 'src', 'function', 'index.ts'),
  platform: 'neutral',
  resolve: { mainFields: ['module', 'main'], conditionNames: ['import', 'default'] },
});
const { output } = await bundle.generate({ format: 'es', minify: false });
const [{ code }] = output;
const withoutExports = code.replace(/^export \{[^}]*\};\s*$/m, '');
if (/^(import|export)\b/m.test(withoutExports))
  throw new Error('The function must neither import nor export.');
mkdirSync(dirname(file), { recursive: true });
writeFileSync(file, `${header()}\n${withoutExports}`);

function header() {
  const connection = destination.authentication.fields;
  const ofMapping = Object.entries(MAPPING_SETTINGS).filter(
    ([name, { kind }]) => !(name in connection) && kind !== 'event_rules',
  );
  const rows = [
    ...Object.entries(connection).map(([name, field]) => [name, wordsOfField(field)]),
    ...ofMapping.map(([name, row]) => [name, wordsOfRow(row)]),
  ];
  return `/**
 * Sends track calls to Intercom as data events: a Segment Destination Function. Paste it whole into the editor.
 * Not affiliated with Intercom or Segment. MIT licence.
 *
 * Settings to declare in the editor, by these names; all but the required ones may be left out:
${rows.map(([name, words]) => ` *   ${name.padEnd(18)} ${words}`).join('\n')}
 */`;
}

function wordsOfField({ type, choices, required }) {
  const words = { password: 'text, sensitive', boolean: 'boolean', number: 'text, a number', string: 'text' };
  const allowed = choices === undefined ? '' : `: ${choices.map(({ value }) => value).join(', ')}`;
  return `${words[type]}${allowed}${required === true ? ' (required)' : ''}`;
}

function wordsOfRow({ kind, options }) {
  const words = {
    flag: 'boolean',
    whole_number: 'text, a number',
    names: 'list of text',
    choices: 'list of text',
    name_map: 'map of text',
    choice_map: 'map of text',
  };
  return `${words[kind] ?? 'text'}${options === undefined ? '' : `: ${options.join(', ')}`}`;
}
