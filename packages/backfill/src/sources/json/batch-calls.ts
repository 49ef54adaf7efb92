import { asObject } from '@intercom-destination/core';
import { SourceFault } from '../source-fault';
import type { RecordContent, SourceRecord } from '../source-record';
import { marksCall, mayMarkCall } from './envelope';
import { FOR_CALLS_WITHOUT, isSharedField, LAID_UNDER, layUnder, type SharedField } from './shared-fields';

/** Calls of a batch that are held back until it has ended, at the most, and their bytes. SDKs send 500 kB at once. */
const HELD_CALLS_MAX = 5_000;
const HELD_BYTES_MAX = 8_000_000;

/** The calls of batches, each with what its batch says for all, wherever that stands. */
export class BatchCalls {
  #shared = new Map<string, SharedField>();
  #held: SourceRecord[] = [];
  #heldBytes = 0;
  #isReleased = false;
  /** What calls lack that were given out before their batch had ended. */
  readonly #lacking = new Set<string>();

  begin(): void {
    this.#shared = new Map();
    this.#isReleased = false;
    this.#lacking.clear();
  }

  keepsField(name: string): boolean {
    return isSharedField(name) || mayMarkCall(name);
  }

  /**
   * Throws `SourceFault` where the field cannot be read, comes too late for calls that were given out, or shows that this is
   * no batch.
   */
  addField(name: string, content: RecordContent): void {
    if (mayMarkCall(name)) {
      if (!marksCall(name, content.readable ? content.call : undefined)) return;
      throw new SourceFault(
        `has a call among its batches, with "${name}" and perhaps a "batch" of its own: --format ndjson reads both`,
      );
    }
    if (this.#isReleased && (LAID_UNDER.has(name) || this.#lacking.has(name))) {
      throw new SourceFault(
        `has "${name}" of a batch behind too many calls, where it comes too late for them: put it before "batch"`,
      );
    }
    if (!content.readable) {
      throw new SourceFault(`has "${name}" of a batch that cannot be read, which may turn its calls off`);
    }
    this.#shared.set(name, content);
  }

  /** The calls that are complete. `bytes`: how long this one is. */
  add(record: SourceRecord, bytes: number): readonly SourceRecord[] {
    this.#held.push(record);
    this.#heldBytes += bytes;
    if (this.#held.length > HELD_CALLS_MAX || this.#heldBytes > HELD_BYTES_MAX) this.#isReleased = true;
    if (!this.#isReleased) return [];
    const calls = this.end();
    for (const name of FOR_CALLS_WITHOUT) {
      if (!calls.every(({ content }) => has(content, name))) this.#lacking.add(name);
    }
    return calls;
  }

  /** The calls that were held back. */
  end(): readonly SourceRecord[] {
    const calls = this.#held.map((record) => ({
      ...record,
      content: layUnder(this.#shared, record.content),
    }));
    this.#held = [];
    this.#heldBytes = 0;
    return calls;
  }
}

/** What is no call lacks nothing. */
function has(content: RecordContent, name: string): boolean {
  const call = content.readable ? asObject(content.call) : undefined;
  return call === undefined || (call[name] ?? undefined) !== undefined;
}
