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
  // The action of the catalog maps the time by a field; a function gets the whole call.
  const fields = { ...destination.authentication.fields, timeFrom: { type: 'string', multiple: true } };
  const rows = Object.entries(fields).map(([name, field]) => {
    const needed = field.required === true ? ' (required)' : '';
    return ` *   ${name.padEnd(18)} ${kindOf(name, field)}${needed}`;
  });
  return `/**
 * Sends track calls to Intercom as data events: a Segment Destination Function. Paste it whole into the editor.
 * Not affiliated with Intercom or Segment. MIT licence.
 *
 * Settings to declare in the editor, by these names; all but the required ones may be left out:
${rows.join('\n')}
 */`;
}

function kindOf(name, { type, multiple, choices }) {
  const row = MAPPING_SETTINGS[name];
  const options = choices?.map(({ value }) => value) ?? row?.options;
  const allowed = options === undefined ? '' : `: ${options.join(', ')}`;
  if (type === 'password') return 'text, sensitive';
  if (type === 'boolean') return 'boolean';
  if (multiple !== true) return type === 'number' ? 'text, a number' : `text${allowed}`;
  const isMap = row.kind === 'name_map' || row.kind === 'choice_map';
  return `${isMap ? 'map' : 'list'} of text${allowed}`;
}
