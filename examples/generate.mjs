import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { inventDumps } from './generator/dumps.mjs';
import { inventFormats } from './generator/formats.mjs';
import { contactsOf, inventPeople } from './generator/people.mjs';
import { createRandom } from './generator/random.mjs';

// node examples/generate.mjs [folder]: writes the sample data, the same each time; without a folder, here.
const here = dirname(fileURLToPath(import.meta.url));
const folder = process.argv[2] === undefined ? here : resolve(process.argv[2]);

const people = inventPeople(createRandom('people'));
const contacts = contactsOf(people).map((contact) => `${JSON.stringify(contact)}\n`);

// Only our own folder is cleared of what an older generator left.
if (folder === here) {
  for (const own of ['dumps', 'formats']) await rm(join(here, own), { recursive: true, force: true });
}
await write('contacts.ndjson', contacts.join(''));
for (const { path, parts } of inventDumps(people)) {
  const bytes = parts.map((part) =>
    path.endsWith('.gz') ? gzipSync(part, { level: 9 }) : Buffer.from(part),
  );
  await write(path, Buffer.concat(bytes));
}
for (const { path, content } of inventFormats(people)) {
  await write(path, path.endsWith('.gz') ? gzipSync(content, { level: 9 }) : content);
}

async function write(path, content) {
  const file = join(folder, path);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, content);
}
