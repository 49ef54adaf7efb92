import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';

/** Every file of the sample, decompressed, by its path in the folder. */
export function sampleTexts(folder: string): Map<string, string> {
  const generated = ['dumps', 'formats'].flatMap((part) =>
    readdirSync(path.join(folder, part), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name))),
  );
  return new Map(
    ['contacts.ndjson', ...generated].sort().map((file) => {
      const bytes = readFileSync(path.join(folder, file));
      const encoding = file.endsWith('.parquet') ? 'latin1' : 'utf8';
      return [file, (file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString(encoding)];
    }),
  );
}
