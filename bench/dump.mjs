import { once } from 'node:events';
import { createWriteStream, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import { createGzip, gunzipSync } from 'node:zlib';
import { root } from '../tools/run.mjs';

const DUMPS = join(root, 'examples', 'dumps');
const PIECE_LINES = 2_000;

/**
 * Writes the sample dumps again and again, as one gzip of NDJSON or plain, until there are so many lines. Each time the people and the
 * message ids are others, so that next to nothing repeats.
 */
export async function writeDump(path, lines, { isPlain = false } = {}) {
  const templates = readTemplates();
  const file = createWriteStream(path);
  const out = isPlain ? file : createGzip({ level: 1 });
  if (out !== file) out.pipe(file);
  for (let at = 0; at < lines;) {
    const end = Math.min(at + PIECE_LINES, lines);
    let piece = '';
    for (; at < end; at += 1) {
      const round = Math.floor(at / templates.length);
      piece += `${templates[at % templates.length].join(String(round))}\n`;
    }
    if (!out.write(piece)) await once(out, 'drain');
  }
  out.end();
  await finished(file);
}

/** Each call of the samples in the pieces between which the number of the round goes. */
function readTemplates() {
  return readdirSync(DUMPS, { recursive: true })
    .filter((name) => name.endsWith('.gz'))
    .sort()
    .flatMap((name) =>
      gunzipSync(readFileSync(join(DUMPS, name)))
        .toString()
        .split('\n'),
    )
    .flatMap(toCall)
    .map((call) => JSON.stringify(withMarks(call)).split(MARK));
}

const MARK = '~round~';

/** What names a person or a call, wherever it stands. */
const IDS = new Set(['userId', 'anonymousId', 'messageId', 'id', 'contactId']);

function withMarks(call) {
  const text = JSON.stringify(call, (name, value) => {
    if (typeof value !== 'string') return value;
    if (name === 'email') return value.replace('@', `-${MARK}@`);
    return IDS.has(name) ? `${value}-${MARK}` : value;
  });
  return JSON.parse(text);
}

/** Lines that are no call would be the same in each round. */
function toCall(line) {
  try {
    const call = JSON.parse(line);
    return typeof call === 'object' && call !== null && !Array.isArray(call) ? [call] : [];
  } catch {
    return [];
  }
}
