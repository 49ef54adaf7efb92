import type { Simulator } from '@intercom-destination/simulator';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createFolder } from '../../lifetime/folder';
import { startSimulator } from '../../lifetime/simulator';
import { setVariable } from '../../lifetime/variable';
import { callCommand, type CommandResult } from '../backfill/call-command';
import { startCommand, toLines, type Running } from '../backfill/command';
import type { IngestionDouble } from './double';
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

type Platform = Pick<IngestionDouble, 'url' | 'writeKey'>;

/** A folder with a dump and a run directory. */
export class Scene {
  readonly folder: string;
  readonly dump: string;
  readonly runDir: string;

  constructor() {
    this.folder = createFolder().folder;
    this.dump = join(this.folder, 'dump.ndjson');
    this.runDir = join(this.folder, 'run');
  }

  writeCalls(calls: readonly object[]): void {
    writeFileSync(this.dump, toLines(calls));
  }

  /** The built command, as a process. */
  start(kind: Kind, to: Platform, given: Given = {}): Running {
    return startCommand(this.#args(kind, to, given), { env: given.env ?? { [KEYS[kind]]: to.writeKey } });
  }

  /** The command of the sources, in this process. */
  call(kind: Kind, to: Platform, given: Omit<Given, 'env'> = {}): Promise<CommandResult> {
    setVariable(KEYS[kind], to.writeKey);
    return callCommand(this.#args(kind, to, given));
  }

  #args(kind: Kind, to: Platform, given: Given): string[] {
    const { inputs = this.dump, args = [], destination = ['--destination-name', NAME] } = given;
    return [
      ...['run', inputs, '--into', kind, '--into-url', to.url, ...destination],
      ...['--run-dir', this.runDir, '--rate', '20000/s', '--progress', 'none', ...args],
    ];
  }

  readReport(): Record<string, unknown> {
    return JSON.parse(readFileSync(join(this.runDir, 'report.json'), 'utf8')) as Record<string, unknown>;
  }
}

/** A workspace with the people of the sample dumps. */
export async function openWorkspace(): Promise<Simulator> {
  const simulator = await startSimulator({ rateLimitPerWindow: 20_000 });
  const contacts = readFileSync(join(examples, 'contacts.ndjson'), 'utf8').trimEnd().split('\n');
  simulator.seedContacts(contacts.map((line) => JSON.parse(line) as object));
  return simulator;
}
