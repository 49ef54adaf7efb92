import {
  EVENTS_LISTED_DAYS,
  openTexts,
  type Identifier,
  type MappingSettings,
  type WireValue,
} from '@intercom-destination/core';
import { notesOf, type Fate } from '../filters/fate';
import { hashContent, hashPerson, hashSubject } from '../overlaps/hash-data-event';
import { hashNumber, hashText } from '../overlaps/hash-text';
import { FileTable } from '../reading/file-table';
import { increment } from '../run-directory/counts';
import { ownProperty } from '../sources/own-property';
import type { RecordContent } from '../sources/source-record';
import { addCounts } from './add-counts';
import { BoundedCounts, type CountedNames } from './bounded-counts';
import { AMOUNT_NOTES, isConcernCode, type ConcernCode } from './concern-rules';
import { ConcernTable, NAMES_MAX } from './concerns';
import { isOfPropertiesAlone } from './email-source';
import { formOf, type IdForm } from './id-forms';
import { createKeptKeysTest } from './kept-keys';
import { KeyTable, type KeyTableState } from './key-table';
import type { MomentSink } from './moments';
import { createOptOutFinder } from './opt-outs';
import { PeopleCount, type PeopleSeen } from './people-count';
import { PeopleSample, type SampledPerson } from './people-sample';
import { isLink } from './property-kind';
import type { Place } from './samples';

/** Longer ones are refused. */
const EVENT_LENGTH_MAX = 512;
const OPT_OUTS_MAX = 1_000;
/** People that are told apart by how many calls they have; two share a count so seldom that a share is right to 0.01 %. */
const PEOPLE_GROUPS = 2 ** 14;
const DAY_SECONDS = 86_400;

export interface ProfileOptions {
  /** Since 1970. */
  readonly nowSeconds: number;
  /** How many people to draw. */
  readonly probe: number;
  readonly mapping: MappingSettings;
  /** Whether rules or filters name events, so that the names of all calls are counted. */
  readonly namesEvents: boolean;
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
  readonly files: FileTable['state'];
  readonly names: CountedNames;
  readonly eventsRead: CountedNames;
  readonly namesWithAmounts: CountedNames;
  readonly optOuts: CountedNames;
  readonly concerns: ConcernTable<ConcernCode>['state'];
  readonly idForms: ConcernTable<IdForm>['state'];
  readonly days: ConcernTable<number>['state'];
  readonly peopleGroups: ConcernTable<number>['state'];
  readonly keys: KeyTableState;
  readonly people: PeopleSeen;
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
  readonly files = new FileTable();
  readonly names = new BoundedCounts(NAMES_MAX);
  /** Names in the calls themselves, whatever becomes of these; empty where nothing names events. */
  readonly eventsRead = new BoundedCounts(NAMES_MAX);
  /** Of calls to deliver that have an amount of money. */
  readonly namesWithAmounts = new BoundedCounts(NAMES_MAX);
  /** Calls that turn Intercom off, by where they do. */
  readonly optOuts = new BoundedCounts(OPT_OUTS_MAX);
  readonly concerns = new ConcernTable<ConcernCode>();
  /** Calls to deliver by a user id, by the form of that. */
  readonly idForms = new ConcernTable<IdForm>();
  /** Calls to deliver by day, counted from 1970. */
  readonly days = new ConcernTable<number>();
  /** Calls to deliver by a part of the person's hash. */
  readonly peopleGroups = new ConcernTable<number>();
  readonly keys = new KeyTable();
  readonly people = new PeopleCount();
  readonly sample: PeopleSample;
  readonly #nowSeconds: number;
  readonly #findOptOut: (call: unknown) => string;
  readonly #keepsKeys: (event: string) => boolean;
  readonly #namesEvents: boolean;
  readonly #moments: MomentSink;

  constructor({ nowSeconds, probe, mapping, namesEvents }: ProfileOptions, moments: MomentSink) {
    this.#nowSeconds = nowSeconds;
    this.#findOptOut = createOptOutFinder(mapping);
    this.#keepsKeys = createKeptKeysTest(mapping);
    this.#namesEvents = namesEvents;
    this.#moments = moments;
    this.sample = new PeopleSample(probe);
  }

  add(content: RecordContent, fate: Fate, place: Place): void {
    this.counts.calls += 1;
    this.files.add(place.file, content, fate);
    const call = content.readable ? content.call : undefined;
    if (this.#namesEvents) this.#addEvent(ownProperty(call, 'event'));
    switch (fate.kind) {
      case 'skipped':
        increment(this.tallies.skipped, fate.code);
        if (fate.code === 'opted_out') this.#addOptOut(call, place);
        return;
      case 'refused':
        increment(this.tallies.refused, fate.refusal.code);
        this.#concern(fate.refusal.code, place, '');
        if (fate.refusal.code === 'no_contact' && hasText(ownProperty(call, 'anonymousId'))) {
          this.counts.anonymousOnly += 1;
        }
        return;
      case 'to_deliver': {
        const opened = openTexts(call);
        this.#addMapped(opened, fate, place);
        this.#addNotes(opened, fate, place);
        return;
      }
      default:
        fate satisfies never;
    }
  }

  /** Whether something is not counted by its name for want of room: counts of parts would then not add up. */
  get isFull(): boolean {
    return this.names.others + this.optOuts.others > 0 || this.keys.isFull;
  }

  get state(): ProfileState {
    const { counts, tallies, first, last } = this;
    return {
      ...{ counts, tallies, first, last },
      files: this.files.state,
      names: this.names.state,
      eventsRead: this.eventsRead.state,
      namesWithAmounts: this.namesWithAmounts.state,
      optOuts: this.optOuts.state,
      concerns: this.concerns.state,
      idForms: this.idForms.state,
      days: this.days.state,
      peopleGroups: this.peopleGroups.state,
      keys: this.keys.state,
      people: this.people.state,
      sample: this.sample.state,
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
    this.files.merge(state.files);
    this.names.merge(state.names);
    this.eventsRead.merge(state.eventsRead);
    this.namesWithAmounts.merge(state.namesWithAmounts);
    this.optOuts.merge(state.optOuts);
    this.concerns.merge(state.concerns);
    this.idForms.merge(state.idForms);
    this.days.merge(state.days);
    this.peopleGroups.merge(state.peopleGroups);
    this.keys.merge(state.keys);
    this.people.merge(state.people);
    this.sample.merge(state.sample);
  }

  #addEvent(event: unknown): void {
    if (hasText(event) && event.length <= EVENT_LENGTH_MAX) this.eventsRead.add(event.trim());
  }

  /** `call` has its texts opened. */
  #addMapped(call: unknown, { mapped: { dataEvent, identity, notes } }: ToDeliver, place: Place): void {
    const { counts, tallies } = this;
    const { event_name: name, created_at: second, metadata = {} } = dataEvent;
    counts.toDeliver += 1;
    this.names.add(name);

    tallies.identifiedBy[identity.by] += 1;
    if (identity.fallbacks.length > 0) counts.withFallback += 1;
    const person = hashPerson(identity);
    this.people.add(person, identity);
    this.sample.add(person, identity);
    this.peopleGroups.of(person % PEOPLE_GROUPS).add(counts.calls, place, '');
    if (identity.by === 'user_id') this.idForms.of(formOf(identity.value)).add(counts.calls, place, '');
    if (identity.by === 'email' && isOfPropertiesAlone(call, identity.value)) {
      this.concerns.of('email_of_properties').add(counts.calls, place, 'properties.email', name);
    }

    this.first = Math.min(this.first, second);
    this.last = Math.max(this.last, second);
    this.days.of(Math.floor(second / DAY_SECONDS)).add(counts.calls, place, '');
    if (second < this.#nowSeconds - EVENTS_LISTED_DAYS * DAY_SECONDS) counts.older += 1;
    if (second > this.#nowSeconds) counts.future += 1;

    const moment = hashNumber(second, hashSubject(person, dataEvent));
    const messageId = ownProperty(call, 'messageId');
    const message = hasText(messageId) ? hashText(messageId) || 1 : 0;
    if (this.#moments.takes(moment, message)) {
      this.#moments.add(moment, hashContent(dataEvent) >>> 0, message, place);
    }

    for (const key in metadata) {
      const value = metadata[key];
      if (value !== undefined) increment(tallies.kinds, wireKind(key, value));
    }
    this.keys.add(ownProperty(call, 'properties'), notes, place);
  }

  #addOptOut(call: unknown, place: Place): void {
    const found = this.#findOptOut(call);
    this.optOuts.add(found);
    this.#concern('opted_out', place, found);
  }

  /** `call` has its texts opened. */
  #addNotes(call: unknown, fate: ToDeliver, place: Place): void {
    const { event_name: name } = fate.mapped.dataEvent;
    let isCrowded = false;
    let hasAmount = false;
    for (const { code, key } of notesOf(fate)) {
      increment(this.tallies.notes, code);
      if (code === 'key_limit') {
        isCrowded = true;
        if (!this.#losesOwnKey(call, key)) continue;
      } else if (AMOUNT_NOTES.has(code)) hasAmount = true;
      this.#concern(code, place, key, name);
    }
    if (isCrowded) this.counts.crowded += 1;
    if (hasAmount) this.namesWithAmounts.add(name);
  }

  /** Whether a property of the call itself is lost, and nobody has said which are to stay. What is inside objects is lost first. */
  #losesOwnKey(call: unknown, key: string): boolean {
    const event = ownProperty(call, 'event');
    if (typeof event === 'string' && this.#keepsKeys(event)) return false;
    return ownProperty(ownProperty(call, 'properties'), key) !== undefined;
  }

  #concern(code: string, place: Place, key: string, name?: string): void {
    if (isConcernCode(code)) this.concerns.of(code).add(this.counts.calls, place, key, name);
  }
}

type ToDeliver = Extract<Fate, { kind: 'to_deliver' }>;

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
