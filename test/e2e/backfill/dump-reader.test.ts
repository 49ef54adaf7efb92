import { beforeAll, describe, expect, it } from '@jest/globals';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { dose } from '../../dose';
import { createFolder } from '../../lifetime/folder';
import { outputOf } from '../../lifetime/run-process';
import { startServer } from '../../lifetime/server';
import { runCommand } from './command';

/** What is compared of a call. */
interface Told {
  readonly messageId?: string;
  readonly event: string;
  readonly userId: string;
  /** ISO text, or seconds. */
  readonly timestamp: string;
  /** A hash of them. */
  readonly properties: string;
}

/** What the reader of test/fixtures/dump/read says of a record. */
interface ReadRecord extends Told {
  readonly file: string;
  readonly line: number;
  readonly index?: number;
  readonly refused?: true;
}

interface MappedRecord {
  readonly file: string;
  readonly line: number;
  readonly index?: number;
  readonly dataEvent?: {
    readonly event_name: string;
    readonly created_at: number;
    readonly user_id?: string;
  };
}

interface DeliveredCall {
  readonly messageId: string;
  readonly event: string;
  readonly userId: unknown;
  readonly timestamp: string;
  readonly properties: unknown;
}

const scripts = join(__dirname, '..', '..', 'fixtures', 'dump');
const calls = dose('6000', '200000');

const parts: readonly { part: string; preset: readonly string[]; hasMessageIds: boolean }[] = [
  { part: 'dump', preset: [], hasMessageIds: true },
  { part: 'fivetran', preset: ['fivetran'], hasMessageIds: true },
  // The run makes an id for each call that has none.
  { part: 'intercom', preset: ['intercom'], hasMessageIds: false },
  { part: 'segment-import', preset: ['segment-import'], hasMessageIds: true },
];

function parseLines(text: string): unknown[] {
  return text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as unknown);
}

/** A platform that takes all calls, and keeps what is compared of each. */
async function openPlatform(): Promise<{ url: string; delivered: Told[] }> {
  const delivered: Told[] = [];
  const { url } = await startServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { batch } = JSON.parse(Buffer.concat(chunks).toString()) as { batch: DeliveredCall[] };
      delivered.push(...batch.map(tellDelivered));
      response.end('{"success":true}');
    });
  });
  return { url, delivered };
}

function tellDelivered({ messageId, event, userId, timestamp, properties }: DeliveredCall): Told {
  const hash = createHash('sha256').update(JSON.stringify(properties)).digest('hex');
  return { messageId, event, userId: String(userId), timestamp, properties: hash };
}

function placeOfMapped({ line, index, dataEvent }: MappedRecord): string {
  const fields = dataEvent && [dataEvent.event_name, dataEvent.user_id, dataEvent.created_at];
  return [line, index, ...(fields ?? ['refused'])].join(' | ');
}

function placeOfRead({ line, index, refused, event, userId, timestamp }: ReadRecord): string {
  return [line, index, ...(refused ? ['refused'] : [event, userId, secondOf(timestamp)])].join(' | ');
}

/** The backfill sends whole seconds. */
function secondOf(timestamp: string): number {
  return /^\d+$/.test(timestamp) ? Number(timestamp) : Math.floor(Date.parse(timestamp) / 1000);
}

function byFile<T extends { readonly file: string }>(
  all: readonly T[],
  tell: (one: T) => string,
): Map<string, string[]> {
  const files = new Map<string, string[]>();
  for (const one of all) {
    const told = files.get(one.file);
    if (told) told.push(tell(one));
    else files.set(one.file, [tell(one)]);
  }
  return files;
}

const none = { counts: 'equal', onlyRead: [], onlyInCommand: [] };

/** How many there are, and the first of each that the other does not have. */
function differences(read: readonly string[], inCommand: readonly string[]): object {
  const [here, there] = [new Set(read), new Set(inCommand)];
  return {
    counts: read.length === inCommand.length ? 'equal' : `${read.length} and ${inCommand.length}`,
    onlyRead: read.filter((one) => !there.has(one)).slice(0, 3),
    onlyInCommand: inCommand.filter((one) => !here.has(one)).slice(0, 3),
  };
}

let folder: string;

beforeAll(async () => {
  ({ folder } = createFolder());
  await outputOf(process.execPath, [join(scripts, 'make.mjs'), folder, calls]);
});

describe.each(parts)(
  'a reader written from the documentation alone, of $part',
  ({ part, preset, hasMessageIds }) => {
    let records: readonly ReadRecord[];
    let args: readonly string[];

    beforeAll(async () => {
      const dump = join(folder, part, ...(part === 'dump' ? [] : ['dump']));
      args = [dump, ...(preset.length > 0 ? ['--mapping', join(folder, part, 'mapping.yaml')] : [])];
      const output = await outputOf(process.execPath, [join(scripts, 'read', 'read.mjs'), dump, ...preset]);
      records = parseLines(output) as ReadRecord[];
    });

    it('finds the calls and the refused records of `map` in the same places', async () => {
      const { stdout } = await runCommand(['map', ...args]);
      const mapped = byFile(parseLines(stdout) as MappedRecord[], placeOfMapped);
      const read = byFile(records, placeOfRead);
      expect(differences([...read.keys()], [...mapped.keys()])).toEqual(none);
      for (const [file, places] of read) {
        expect({ file, ...differences(places, mapped.get(file) ?? []) }).toEqual({ file, ...none });
      }
    });

    it('finds in each call what `run` delivers of it', async () => {
      const { url, delivered } = await openPlatform();
      await runCommand(
        [
          ...['run', ...args, '--into', 'segment', '--into-url', url, '--destination-name', 'Any'],
          ...['--run-dir', join(createFolder().folder, 'run'), '--rate', '100000/s', '--progress', 'none'],
        ],
        { env: { SEGMENT_WRITE_KEY: 'any' } },
      );
      const tell = ({ messageId, event, userId, timestamp, properties }: Told) =>
        [hasMessageIds ? messageId : '', event, userId, secondOf(timestamp), properties].join(' | ');
      expect(delivered).not.toEqual([]);
      expect(differences(records.filter(({ refused }) => !refused).map(tell), delivered.map(tell))).toEqual(
        none,
      );
    });
  },
);
