import { Worker } from 'node:worker_threads';
import type { Deciding } from '../reading/dump';
import type { RecordBatch } from '../sources/record-batch';
import type { ProfileOptions, ProfileState } from './dump-profile';
import { addMoments, type MomentSink } from './moments';

/** Lines of a file, which has a number among the files that are read. */
export type LinesToProfile = Extract<RecordBatch, { readonly kind: 'lines' }> & { readonly file: number };

export interface ProfileWorkerData {
  readonly deciding: Deciding;
  readonly options: ProfileOptions;
}

export type ProfileWorkerReply =
  | {
      readonly kind: 'lines';
      readonly calls: number;
      readonly moments: Float64Array;
      /** A value goes on beyond the lines, or the profile is full: see `DumpProfile`. */
      readonly cannotGoOn: boolean;
    }
  | { readonly kind: 'profile'; readonly profile: ProfileState };

/** So many batches are with each thread at most: one at work, one at hand. */
const BATCHES_EACH = 2;

/** Threads that profile lines in turns. Their moments are given on in the order of the lines. */
export class ProfileWorkers {
  readonly #count: number;
  readonly #data: ProfileWorkerData;
  readonly #moments: MomentSink;
  readonly #threads: ProfileThread[] = [];
  readonly #pending: Promise<ProfileWorkerReply>[] = [];
  #batches = 0;
  #calls = 0;
  #cannotGoOn = false;

  constructor(count: number, data: ProfileWorkerData, moments: MomentSink) {
    this.#count = count;
    this.#data = data;
    this.#moments = moments;
  }

  /** Calls in the lines that are done. */
  get calls(): number {
    return this.#calls;
  }

  /** Whether one of the threads had lines that it could not read alone, or has no more room for what it counts by name. */
  get cannotGoOn(): boolean {
    return this.#cannotGoOn;
  }

  /** Waits while enough is under way. A thread is started for its first lines; throws where the system grants none. */
  async add(lines: LinesToProfile): Promise<void> {
    const turn = this.#batches % this.#count;
    this.#batches += 1;
    const thread = (this.#threads[turn] ??= new ProfileThread(this.#data));
    this.#pending.push(thread.ask(lines));
    while (this.#pending.length >= BATCHES_EACH * this.#count) await this.#settleFirst();
  }

  /** Resolves when all that was added is done. */
  async settle(): Promise<void> {
    while (this.#pending.length > 0) await this.#settleFirst();
  }

  async collect(): Promise<readonly ProfileState[]> {
    await this.settle();
    const replies = await Promise.all(this.#threads.map((thread) => thread.ask('end')));
    return replies.flatMap((reply) => (reply.kind === 'profile' ? [reply.profile] : []));
  }

  async close(): Promise<void> {
    await Promise.all(this.#threads.map((thread) => thread.close()));
  }

  async #settleFirst(): Promise<void> {
    const reply = await this.#pending.shift();
    if (reply?.kind !== 'lines') return;
    this.#calls += reply.calls;
    this.#cannotGoOn ||= reply.cannotGoOn;
    addMoments(this.#moments, reply.moments);
  }
}

interface Asked {
  readonly resolve: (reply: ProfileWorkerReply) => void;
  readonly reject: (fault: Error) => void;
}

/** One thread, which answers in the order in which it is asked. */
class ProfileThread {
  readonly #worker: Worker;
  readonly #asked: Asked[] = [];
  #fault: Error | undefined;

  constructor(data: ProfileWorkerData) {
    this.#worker = new Worker(new URL('./profile-worker.js', import.meta.url), { workerData: data });
    this.#worker.on('message', (reply: ProfileWorkerReply) => this.#asked.shift()?.resolve(reply));
    this.#worker.on('error', (fault) => {
      this.#fail(fault);
    });
    this.#worker.on('messageerror', (fault) => {
      this.#fail(fault);
    });
    this.#worker.on('exit', () => {
      this.#fail(new Error('A thread that reads lines has ended.'));
    });
  }

  ask(batch: LinesToProfile | 'end'): Promise<ProfileWorkerReply> {
    const reply = new Promise<ProfileWorkerReply>((resolve, reject) => {
      if (this.#fault === undefined) this.#asked.push({ resolve, reject });
      else reject(this.#fault);
    });
    // Whoever awaits it later is told; until then it is no unhandled rejection.
    reply.catch(() => undefined);
    if (batch === 'end') this.#worker.postMessage(batch);
    else {
      // A buffer may be a part of Node's pool, which cannot be handed over.
      const bytes = new Uint8Array(batch.lines.bytes);
      this.#worker.postMessage({ ...batch, lines: { ...batch.lines, bytes } }, [bytes.buffer]);
    }
    return reply;
  }

  async close(): Promise<void> {
    await this.#worker.terminate();
  }

  /** What is asked from now on fails by the same. */
  #fail(fault: Error): void {
    this.#fault ??= fault;
    for (const { reject } of this.#asked.splice(0)) reject(fault);
  }
}
