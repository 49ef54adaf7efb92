import type { DataEvent, Identity } from '@intercom-destination/core';
import { randomInt } from 'node:crypto';
import { ownProperty } from '../sources/own-property';
import type { SourceCall } from '../sources/read-calls';
import type { CollisionPolicy } from './collision-policy';
import { hashContent, hashPerson, hashSubject } from './hash-data-event';
import { hashNumber, hashText } from './hash-text';
import { OVERLAP_NUMBERS, readOverlapRecord, toNumbers, type OverlapRecord } from './overlap-record';
import { Overlaps, SHIFT_SECONDS_MAX, type Overlap } from './overlaps';
import { PARTITIONS, Partitions } from './partitions';
import { SeenNumbers } from './seen-numbers';

/**
 * Finds duplicates and collisions among the calls of a whole input. The calls are given in the order of the source;
 * memory stays flat, since hashes of them are sorted out on disk, in a folder of their own.
 */
export class OverlapFinder {
  readonly #policy: CollisionPolicy;
  readonly #partitions: Partitions;
  /** Nobody can prepare calls that are taken for those of others. */
  readonly #seed = randomInt(2 ** 32);
  #lastPosition = 0;

  constructor(folder: string, policy: CollisionPolicy) {
    this.#policy = policy;
    this.#partitions = new Partitions(folder, OVERLAP_NUMBERS);
  }

  add(
    { position, content }: Pick<SourceCall, 'position' | 'content'>,
    { dataEvent, identity }: { readonly dataEvent: DataEvent; readonly identity: Identity },
  ): void {
    this.#lastPosition = position;
    const second = dataEvent.created_at;
    const messageId = content.readable ? readMessageId(content.call) : undefined;
    const who = hashSubject(hashPerson(identity, this.#seed), dataEvent);
    // A shift needs all seconds of a person and name side by side; else one second is enough, and no part grows large.
    const key = (who % PARTITIONS) + (this.#policy === 'shift' ? 0 : second);
    this.#partitions.add(
      key,
      toNumbers({
        position,
        who,
        second,
        event: hashContent(dataEvent, this.#seed),
        message: messageId === undefined ? 0 : hashText(messageId, this.#seed) || 1,
      }),
    );
  }

  find(): Overlaps {
    const overlaps = new Overlaps(this.#lastPosition);
    const moments = new SeenNumbers();
    for (const numbers of this.#partitions.readAll()) {
      moments.reset(numbers.length / OVERLAP_NUMBERS);
      const crowded = findCrowded(numbers, moments);
      for (const seconds of groupBySecond(numbers, crowded).values()) {
        this.#sortOut(numbers, seconds, overlaps);
      }
    }
    return overlaps;
  }

  /** Takes the folder away. */
  remove(): void {
    this.#partitions.remove();
  }

  /** `seconds` are those of one person and name, each with where its records are, in the order of the source. */
  #sortOut(numbers: Float64Array, seconds: Seconds, overlaps: Overlaps): void {
    const taken = new Set(seconds.keys());
    const repeated = this.#policy === 'shift' ? findRepeated(numbers, seconds) : NONE;
    for (const places of seconds.values()) {
      if (places.length < 2) continue;
      const seen = new SeenDataEvents();
      for (const [index, place] of places.entries()) {
        const record = readOverlapRecord(numbers, place);
        if (seen.has(record)) {
          overlaps.set(record.position, { kind: 'duplicate' });
          continue;
        }
        seen.add(record);
        if (index === 0) continue;
        // Two exports of one history differ in their contents. One of them in another second would be counted twice.
        const isRepeated = repeated.has(record.message);
        overlaps.set(record.position, isRepeated ? { kind: 'same_second' } : this.#collide(record, taken));
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
  readonly #messages = new Map<number, Set<number>>();

  /** Without a message id on both sides the data event alone decides. */
  has({ event, message }: OverlapRecord): boolean {
    const known = this.#messages.get(event);
    return known !== undefined && (message === 0 || known.has(0) || known.has(message));
  }

  add({ event, message }: OverlapRecord): void {
    const known = this.#messages.get(event);
    if (known === undefined) this.#messages.set(event, new Set([message]));
    else known.add(message);
  }
}

/** Where the records of each second are in a part: less than a record itself takes, and one person may have very many. */
type Seconds = Map<number, number[]>;

const NONE: ReadonlySet<number> = new Set();

/** The messageIds of one person and name that calls have which are no duplicates of one another. */
function findRepeated(numbers: Float64Array, seconds: Seconds): ReadonlySet<number> {
  const seen = new Map<number, OverlapRecord>();
  const repeated = new Set<number>();
  for (const places of seconds.values()) {
    for (const place of places) {
      const record = readOverlapRecord(numbers, place);
      const { message, event, second } = record;
      if (message === 0) continue;
      const first = seen.get(message);
      if (first === undefined) seen.set(message, record);
      else if (first.event !== event || first.second !== second) repeated.add(message);
    }
  }
  return repeated;
}

/** By person and name, those who have two or more in one second: most have none, and need no memory of their own. */
function groupBySecond(numbers: Float64Array, crowded: ReadonlySet<number>): Map<number, Seconds> {
  const groups = new Map<number, Seconds>();
  for (let at = 0; at < numbers.length; at += OVERLAP_NUMBERS) {
    const { who, second } = readOverlapRecord(numbers, at);
    if (!crowded.has(who)) continue;
    let seconds = groups.get(who);
    if (seconds === undefined) groups.set(who, (seconds = new Map<number, number[]>()));
    const places = seconds.get(second);
    if (places === undefined) seconds.set(second, [at]);
    else places.push(at);
  }
  return groups;
}

/** May find somebody more, where two seconds have one hash. */
function findCrowded(numbers: Float64Array, moments: SeenNumbers): ReadonlySet<number> {
  const crowded = new Set<number>();
  for (let at = 0; at < numbers.length; at += OVERLAP_NUMBERS) {
    const { who, second } = readOverlapRecord(numbers, at);
    if (!moments.add(hashNumber(second, who))) crowded.add(who);
  }
  return crowded;
}

function readMessageId(call: unknown): string | undefined {
  const messageId = ownProperty(call, 'messageId');
  return typeof messageId === 'string' && messageId !== '' ? messageId : undefined;
}
