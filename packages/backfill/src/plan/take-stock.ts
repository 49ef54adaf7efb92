import { EVENTS_LISTED_DAYS, type Identifier, type Mapped, type WireValue } from '@intercom-destination/core';
import type { Dump } from '../dump';
import { field } from '../field';
import { hashContent, hashPerson, hashSubject } from '../hashing/hash-data-event';
import { hashNumber, hashText } from '../hashing/hash-text';
import { Limiter } from '../filters/limiter';
import type { Fate } from '../map-source-call';
import { increment } from '../run-directory/counts';
import type { SourceCall } from '../sources/read-calls';
import { BoundedCounts } from './bounded-counts';
import { DistinctCount } from './distinct-count';
import { KeyTable } from './key-table';
import { PeopleSample } from './people-sample';
import { isLink } from './property-kind';
import { SameSecondSample } from './same-second-sample';

const NAMES_MAX = 10_000;
const DAY_SECONDS = 86_400;

/** What one reading of a dump finds. Its size does not depend on the dump's. */
export interface Stock {
  calls: number;
  readonly skipped: Record<string, number>;
  readonly refused: Record<string, number>;
  /** Calls that name nobody but by an anonymous id. */
  anonymousOnly: number;
  toDeliver: number;
  readonly names: BoundedCounts;
  readonly notes: Record<string, number>;
  /** Values sent, by kind. */
  readonly kinds: Record<string, number>;
  readonly keys: KeyTable;
  /** Calls that lose keys. */
  crowdedCalls: number;
  readonly identifiedBy: Record<Identifier['by'], number>;
  withFallback: number;
  readonly people: DistinctCount;
  readonly sample: PeopleSample;
  readonly sameSecond: SameSecondSample;
  /** Seconds since 1970. */
  first: number;
  last: number;
  older: number;
  future: number;
}

/** Reads the dump once to its end. Rejects with the signal's reason when that is aborted. */
export async function takeStock(
  dump: Dump,
  options: {
    readonly now: Date;
    readonly probe: number;
    readonly onProgress: (calls: number) => void;
    readonly signal: AbortSignal;
  },
): Promise<Stock> {
  const stock = emptyStock(options.probe);
  const nowSeconds = options.now.getTime() / 1000;
  const limiter = new Limiter(dump.filters.limit);
  for await (const batch of dump.read()) {
    for (const source of batch) {
      const fate = limiter.apply(dump.decideFate(source), source.position);
      addCall(stock, source, fate, nowSeconds);
    }
    options.onProgress(stock.calls);
    options.signal.throwIfAborted();
  }
  return stock;
}

function emptyStock(probe: number): Stock {
  return {
    calls: 0,
    skipped: {},
    refused: {},
    anonymousOnly: 0,
    toDeliver: 0,
    names: new BoundedCounts(NAMES_MAX),
    notes: {},
    kinds: {},
    keys: new KeyTable(),
    crowdedCalls: 0,
    identifiedBy: { id: 0, user_id: 0, email: 0 },
    withFallback: 0,
    people: new DistinctCount(14, 50_000),
    sample: new PeopleSample(probe),
    sameSecond: new SameSecondSample(),
    first: Infinity,
    last: -Infinity,
    older: 0,
    future: 0,
  };
}

function addCall(stock: Stock, { content }: SourceCall, fate: Fate, nowSeconds: number): void {
  stock.calls += 1;
  const call = content.readable ? content.call : undefined;
  switch (fate.kind) {
    case 'skipped':
      increment(stock.skipped, fate.code);
      return;
    case 'refused':
      increment(stock.refused, fate.refusal.code);
      if (fate.refusal.code === 'no_contact' && hasText(field(call, 'anonymousId'))) stock.anonymousOnly += 1;
      return;
    case 'to_deliver':
      addDataEvent(stock, call, fate.mapped, nowSeconds);
      return;
    default:
      fate satisfies never;
  }
}

function addDataEvent(
  stock: Stock,
  call: unknown,
  { dataEvent, identity, notes }: Extract<Mapped, { ok: true }>,
  nowSeconds: number,
): void {
  const { event_name: name, created_at: second, metadata = {} } = dataEvent;
  stock.toDeliver += 1;
  stock.names.add(name);

  stock.identifiedBy[identity.by] += 1;
  if (identity.fallbacks.length > 0) stock.withFallback += 1;
  const person = hashPerson(identity);
  stock.people.add(person);
  stock.sample.add(person, identity);

  stock.first = Math.min(stock.first, second);
  stock.last = Math.max(stock.last, second);
  if (second < nowSeconds - EVENTS_LISTED_DAYS * DAY_SECONDS) stock.older += 1;
  if (second > nowSeconds) stock.future += 1;

  const moment = hashNumber(second, hashSubject(person, dataEvent));
  if (stock.sameSecond.takes(moment)) {
    const messageId = field(call, 'messageId');
    stock.sameSecond.add(
      moment,
      hashContent(dataEvent) >>> 0,
      hasText(messageId) ? hashText(messageId) >>> 0 || 1 : 0,
    );
  }

  let isCrowded = false;
  for (const { code } of notes) {
    increment(stock.notes, code);
    if (code === 'key_limit') isCrowded = true;
  }
  if (isCrowded) stock.crowdedCalls += 1;
  for (const key in metadata) {
    const value = metadata[key];
    if (value !== undefined) increment(stock.kinds, wireKind(key, value));
  }
  stock.keys.add(field(call, 'properties'), notes);
}

/** The kind of a value as Intercom tells it. */
function wireKind(key: string, value: WireValue): string {
  if (typeof value === 'object') return 'amount' in value ? 'money' : 'rich_link';
  if (typeof value === 'number') return key.toLowerCase().endsWith('_date') ? 'date' : 'number';
  if (typeof value === 'boolean') return 'boolean';
  return isLink(value) ? 'link' : 'text';
}

function hasText(value: unknown): value is string {
  return typeof value === 'string' && value.trim() !== '';
}
