import {
  EVENTS_LISTED_DAYS,
  openTexts,
  type Identifier,
  type Mapped,
  type WireValue,
} from '@intercom-destination/core';
import type { Fate } from '../filters/fate';
import { hashContent, hashPerson, hashSubject } from '../overlaps/hash-data-event';
import { hashNumber, hashText } from '../overlaps/hash-text';
import { increment } from '../run-directory/counts';
import { ownProperty } from '../sources/own-property';
import type { RecordContent } from '../sources/source-record';
import { addCounts } from './add-counts';
import { BoundedCounts, type CountedNames } from './bounded-counts';
import { DistinctCount, type SeenValues } from './distinct-count';
import { KeyTable, type KeyTableState } from './key-table';
import type { MomentSink } from './moments';
import { PeopleSample, type SampledPerson } from './people-sample';
import { isLink } from './property-kind';

const NAMES_MAX = 10_000;
const DAY_SECONDS = 86_400;

export interface ProfileOptions {
  /** Since 1970. */
  readonly nowSeconds: number;
  /** How many people to draw. */
  readonly probe: number;
}

/** What is counted by the call. */
interface ProfileCounts {
  calls: number;
  /** Calls that name nobody but by an anonymous id. */
  anonymousOnly: number;
  toDeliver: number;
  /** Calls that lose keys. */
  crowded: number;
  withFallback: number;
  older: number;
  future: number;
}

/** What is counted by the call and by a code or kind. */
interface ProfileTallies {
  readonly skipped: Record<string, number>;
  readonly refused: Record<string, number>;
  readonly notes: Record<string, number>;
  /** Values sent, by kind. */
  readonly kinds: Record<string, number>;
  readonly identifiedBy: Record<Identifier['by'], number>;
}

/** A profile in a form that goes from one thread to another. */
export interface ProfileState {
  readonly counts: ProfileCounts;
  readonly tallies: ProfileTallies;
  readonly first: number;
  readonly last: number;
  readonly names: CountedNames;
  readonly keys: KeyTableState;
  readonly people: SeenValues;
  readonly sample: readonly SampledPerson[];
}

/** What is found in calls one by one. Its size does not depend on how many there are. */
export class DumpProfile {
  readonly counts: ProfileCounts = {
    calls: 0,
    anonymousOnly: 0,
    toDeliver: 0,
    crowded: 0,
    withFallback: 0,
    older: 0,
    future: 0,
  };
  readonly tallies: ProfileTallies = {
    skipped: {},
    refused: {},
    notes: {},
    kinds: {},
    identifiedBy: { id: 0, user_id: 0, email: 0 },
  };
  /** Seconds since 1970. */
  first = Infinity;
  last = -Infinity;
  readonly names = new BoundedCounts(NAMES_MAX);
  readonly keys = new KeyTable();
  readonly people = new DistinctCount(14, 50_000);
  readonly sample: PeopleSample;
  readonly #nowSeconds: number;
  readonly #moments: MomentSink;

  constructor({ nowSeconds, probe }: ProfileOptions, moments: MomentSink) {
    this.#nowSeconds = nowSeconds;
    this.#moments = moments;
    this.sample = new PeopleSample(probe);
  }

  add(content: RecordContent, fate: Fate): void {
    this.counts.calls += 1;
    const call = content.readable ? content.call : undefined;
    switch (fate.kind) {
      case 'skipped':
        increment(this.tallies.skipped, fate.code);
        return;
      case 'refused':
        increment(this.tallies.refused, fate.refusal.code);
        if (fate.refusal.code === 'no_contact' && hasText(ownProperty(call, 'anonymousId'))) {
          this.counts.anonymousOnly += 1;
        }
        return;
      case 'to_deliver':
        for (const { code } of fate.readingNotes ?? []) increment(this.tallies.notes, code);
        this.#addMapped(call, fate.mapped);
        return;
      default:
        fate satisfies never;
    }
  }

  /** Whether something is not counted by its name for want of room: counts of parts would then not add up. */
  get isFull(): boolean {
    return this.names.others > 0 || this.keys.isFull;
  }

  get state(): ProfileState {
    const { counts, tallies, first, last, names, keys, people, sample } = this;
    return {
      ...{ counts, tallies, first, last },
      names: names.state,
      keys: keys.state,
      people: people.state,
      sample: sample.state,
    };
  }

  merge(state: ProfileState): void {
    addCounts(this.counts, state.counts);
    addCounts(this.tallies.skipped, state.tallies.skipped);
    addCounts(this.tallies.refused, state.tallies.refused);
    addCounts(this.tallies.notes, state.tallies.notes);
    addCounts(this.tallies.kinds, state.tallies.kinds);
    addCounts(this.tallies.identifiedBy, state.tallies.identifiedBy);
    this.first = Math.min(this.first, state.first);
    this.last = Math.max(this.last, state.last);
    this.names.merge(state.names);
    this.keys.merge(state.keys);
    this.people.merge(state.people);
    this.sample.merge(state.sample);
  }

  #addMapped(call: unknown, { dataEvent, identity, notes }: Extract<Mapped, { ok: true }>): void {
    const { counts, tallies } = this;
    const { event_name: name, created_at: second, metadata = {} } = dataEvent;
    counts.toDeliver += 1;
    this.names.add(name);

    tallies.identifiedBy[identity.by] += 1;
    if (identity.fallbacks.length > 0) counts.withFallback += 1;
    const person = hashPerson(identity);
    this.people.add(person);
    this.sample.add(person, identity);

    this.first = Math.min(this.first, second);
    this.last = Math.max(this.last, second);
    if (second < this.#nowSeconds - EVENTS_LISTED_DAYS * DAY_SECONDS) counts.older += 1;
    if (second > this.#nowSeconds) counts.future += 1;

    const moment = hashNumber(second, hashSubject(person, dataEvent));
    if (this.#moments.takes(moment)) {
      const messageId = ownProperty(call, 'messageId');
      this.#moments.add(
        moment,
        hashContent(dataEvent) >>> 0,
        hasText(messageId) ? hashText(messageId) >>> 0 || 1 : 0,
      );
    }

    let isCrowded = false;
    for (const { code } of notes) {
      increment(tallies.notes, code);
      if (code === 'key_limit') isCrowded = true;
    }
    if (isCrowded) counts.crowded += 1;
    for (const key in metadata) {
      const value = metadata[key];
      if (value !== undefined) increment(tallies.kinds, wireKind(key, value));
    }
    this.keys.add(ownProperty(openTexts(call), 'properties'), notes);
  }
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
