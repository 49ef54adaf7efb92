import { startSimulator, type Simulator } from '@intercom-destination/simulator';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createFolder, startCommand, toLines, type Running } from '../backfill/command';
import { openIngestion, type IngestionDouble } from './double';
import type { Kind } from './rules';

export const examples = join(__dirname, '..', '..', '..', 'examples');
/** The destination that is to have the calls. */
export const NAME = 'Intercom Events';
const KEYS = { segment: 'SEGMENT_WRITE_KEY', rudderstack: 'RUDDERSTACK_WRITE_KEY' } as const;

export interface Given {
  readonly inputs?: string;
  readonly args?: readonly string[];
  readonly destination?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

/** A folder with a dump and a run directory, and whatever is opened beside it, until it is closed. */
export class Scene {
  readonly folder: string;
  readonly dump: string;
  readonly runDir: string;
  readonly #remove: () => void;
  readonly #opened: { close(): Promise<void> }[] = [];

  constructor() {
    const { folder, remove } = createFolder();
    this.folder = folder;
    this.#remove = remove;
    this.dump = join(folder, 'dump.ndjson');
    this.runDir = join(folder, 'run');
  }

  async open(kind: Kind): Promise<IngestionDouble> {
    const platform = await openIngestion(kind);
    this.#opened.push(platform);
    return platform;
  }

  /** A workspace with the people of the sample dumps. */
  async openWorkspace(): Promise<Simulator> {
    const simulator = await startSimulator({ rateLimitPerWindow: 20_000 });
    const contacts = readFileSync(join(examples, 'contacts.ndjson'), 'utf8').trimEnd().split('\n');
    simulator.seedContacts(contacts.map((line) => JSON.parse(line) as object));
    this.#opened.push(simulator);
    return simulator;
  }

  writeCalls(calls: readonly object[]): void {
    writeFileSync(this.dump, toLines(calls));
  }

  start(kind: Kind, to: Pick<IngestionDouble, 'url' | 'writeKey'>, given: Given = {}): Running {
    const { inputs = this.dump, args = [], destination = ['--destination-name', NAME] } = given;
    return startCommand(
      [
        ...['run', inputs, '--into', kind, '--into-url', to.url, ...destination],
        ...['--run-dir', this.runDir, '--rate', '20000/s', '--progress', 'none', ...args],
      ],
      { env: given.env ?? { [KEYS[kind]]: to.writeKey } },
    );
  }

  readReport(): Record<string, unknown> {
    return JSON.parse(readFileSync(join(this.runDir, 'report.json'), 'utf8')) as Record<string, unknown>;
  }

  async close(): Promise<void> {
    for (const opened of this.#opened) await opened.close();
    this.#remove();
  }
}
