import type { DataEvent, Identity } from '@intercom-destination/core';
import type { SourceCall } from '../sources/read-calls';
import type { CollisionPolicy } from './collision-policy';
import {
  OVERLAP_RECORD_BYTES,
  readOverlapRecords,
  shortHash,
  writeOverlapRecord,
  type OverlapRecord,
} from './overlap-record';
import { Overlaps, SHIFT_SECONDS_MAX, type Overlap } from './overlaps';
import { Partitions } from './partitions';

/**
 * Finds duplicates and collisions among the calls of a whole input. The calls are given in the order of the source;
 * memory stays flat, since hashes of them are sorted out on disk, in a folder of their own.
 */
export class OverlapFinder {
  readonly #policy: CollisionPolicy;
  readonly #partitions: Partitions;

  constructor(folder: string, policy: CollisionPolicy) {
    this.#policy = policy;
    this.#partitions = new Partitions(folder, OVERLAP_RECORD_BYTES);
  }

  add(
    { position, content }: Pick<SourceCall, 'position' | 'content'>,
    { dataEvent, identity }: { readonly dataEvent: DataEvent; readonly identity: Identity },
  ): void {
    const second = dataEvent.created_at;
    const messageId = content.readable ? readMessageId(content.call) : undefined;
    const who = shortHash(
      JSON.stringify([identity.by, identity.value, dataEvent.event_name.toLowerCase()]),
      'who',
    );
    // A shift needs all seconds of a person and name side by side; else one second is enough, and no part grows large.
    const key = who.charCodeAt(0) + (this.#policy === 'shift' ? 0 : second);
    writeOverlapRecord(this.#partitions.claim(key), {
      position,
      who,
      second,
      dataEvent: shortHash(JSON.stringify(dataEvent), 'dataEvent'),
      messageId: messageId === undefined ? '' : shortHash(messageId, 'messageId'),
    });
  }

  find(): Overlaps {
    const overlaps = new Overlaps();
    for (const bytes of this.#partitions.readAll()) {
      for (const seconds of groupBySecond(bytes).values()) this.#sortOut(seconds, overlaps);
    }
    return overlaps;
  }

  /** Takes the folder away. */
  remove(): void {
    this.#partitions.remove();
  }

  /** `seconds` are those of one person and name, each with its calls in the order of the source. */
  #sortOut(seconds: Map<number, OverlapRecord[]>, overlaps: Overlaps): void {
    const taken = new Set(seconds.keys());
    for (const records of seconds.values()) {
      if (records.length < 2) continue;
      const seen = new SeenDataEvents();
      for (const [index, record] of records.entries()) {
        if (seen.has(record)) {
          overlaps.set(record.position, { kind: 'duplicate' });
          continue;
        }
        seen.add(record);
        if (index > 0) overlaps.set(record.position, this.#collide(record, taken));
      }
    }
  }

  #collide({ second }: OverlapRecord, taken: Set<number>): Overlap {
    switch (this.#policy) {
      case 'report':
        return { kind: 'same_second' };
      case 'drop':
        return { kind: 'dropped' };
      case 'shift': {
        for (let seconds = 1; seconds <= SHIFT_SECONDS_MAX; seconds += 1) {
          if (taken.has(second + seconds)) continue;
          taken.add(second + seconds);
          return { kind: 'shifted', seconds };
        }
        return { kind: 'same_second' };
      }
      default:
        return this.#policy satisfies never;
    }
  }
}

/** The data events of one person, name and second that are not duplicates of one another. */
class SeenDataEvents {
  readonly #messageIds = new Map<string, Set<string>>();

  /** Without a message id on both sides the data event alone decides. */
  has({ dataEvent, messageId }: OverlapRecord): boolean {
    const known = this.#messageIds.get(dataEvent);
    return known !== undefined && (messageId === '' || known.has('') || known.has(messageId));
  }

  add({ dataEvent, messageId }: OverlapRecord): void {
    const known = this.#messageIds.get(dataEvent);
    if (known === undefined) this.#messageIds.set(dataEvent, new Set([messageId]));
    else known.add(messageId);
  }
}

function groupBySecond(bytes: Buffer): Map<string, Map<number, OverlapRecord[]>> {
  const groups = new Map<string, Map<number, OverlapRecord[]>>();
  for (const record of readOverlapRecords(bytes)) {
    let seconds = groups.get(record.who);
    if (seconds === undefined) groups.set(record.who, (seconds = new Map<number, OverlapRecord[]>()));
    const records = seconds.get(record.second);
    if (records === undefined) seconds.set(record.second, [record]);
    else records.push(record);
  }
  return groups;
}

function readMessageId(call: unknown): string | undefined {
  if (typeof call !== 'object' || call === null || !('messageId' in call)) return undefined;
  return typeof call.messageId === 'string' && call.messageId !== '' ? call.messageId : undefined;
}
