import { asObject } from '@intercom-destination/core';
import type { ReadingNote } from '../reading-note';
import type { RecordContent } from '../source-record';
import { KIND_FAULTS, readAsKind, valueWithin, type CellKind } from './cell-kind';
import type { CallField } from './column-mapping';
import { parseJsonCell } from './json-cell';
import type { Place } from './place';
import { readConsent } from './read-consent';
import type { Branch, TablePlan } from './table-plan';

/** Told of a value that cannot be read: its place, such as `line_items[].price`, and why, as a sentence that goes on. */
export type ReportUnreadable = (place: string, reason: string) => void;

/** The value of a column; `undefined`: it is empty, or cannot be read and was reported. */
export type CellAt = (index: number, kind: CellKind, report: ReportUnreadable) => unknown;

/**
 * A row of a table as the call that it came from. A cell that cannot be read is left out and noted; where it says who, what
 * or when, it refuses the row.
 */
export function rowToCall(plan: TablePlan, cellAt: CellAt): RecordContent {
  const row = new Row(cellAt);
  const field = new Map<CallField, unknown>(
    plan.fields.map(([name, place]) => [name, row.readPart(place, KINDS[name])]),
  );
  const whole = row.readBranches(plan.call, 'call');
  const parts = plan.parts.flatMap(([name, place]) => {
    const object = asObject(row.readPart(place, 'auto'));
    return object === undefined ? [] : [{ name, index: place.index, object }];
  });
  const part = (name: string) => parts.find((found) => found.name === name)?.object;
  const email = field.get('email');
  const contactId = field.get('contactId');
  const consent = readConsent(plan.context, (index) => row.readPart({ index, rest: [] }, 'auto'));
  const ownContext = asObject(whole['context']) ?? part('context');
  const context = withoutBlanks({
    ...ownContext,
    ...(email === undefined ? {} : { traits: { ...asObject(ownContext?.['traits']), email } }),
    ...(contactId === undefined ? {} : { externalId: [{ type: 'intercom_contact_id', id: contactId }] }),
    ...consent,
  });
  const call = withoutBlanks({
    ...whole,
    type: toType(field.get('type') ?? whole['type']),
    event: field.get('event') ?? whole['event'],
    messageId: field.get('messageId') ?? whole['messageId'],
    userId: field.get('userId') ?? whole['userId'],
    anonymousId: field.get('anonymousId') ?? whole['anonymousId'],
    timestamp: field.get('time') ?? whole['timestamp'],
    originalTimestamp: field.get('originalTimestamp') ?? whole['originalTimestamp'],
    sentAt: field.get('sentAt') ?? whole['sentAt'],
    receivedAt: field.get('receivedAt') ?? whole['receivedAt'],
    context: Object.keys(context).length === 0 ? (whole['context'] ?? {}) : context,
    integrations: whole['integrations'] ?? part('integrations'),
    properties: readProperties(plan, row, whole['properties'], new Set(parts.map(({ index }) => index))),
  });
  if (row.fault !== undefined) return { readable: false, text: '', fault: row.fault };
  return row.notes.length === 0 ? { readable: true, call } : { readable: true, call, notes: row.notes };
}

const KINDS: Readonly<Record<CallField, CellKind>> = {
  event: 'id',
  userId: 'id',
  anonymousId: 'id',
  email: 'id',
  contactId: 'id',
  messageId: 'id',
  type: 'id',
  time: 'time',
  originalTimestamp: 'time',
  sentAt: 'time',
  receivedAt: 'time',
};

/** Of a call whose columns are named by its own parts. What is not here is read by its looks. */
const CALL_KINDS: ReadonlyMap<string, CellKind> = new Map([
  ...['event', 'userId', 'anonymousId', 'messageId', 'type', 'groupId'].map((key): [string, CellKind] => [
    key,
    'id',
  ]),
  ...['timestamp', 'originalTimestamp', 'sentAt', 'receivedAt'].map((key): [string, CellKind] => [
    key,
    'time',
  ]),
]);

/** A row without a type is a track call: its table says so. */
function toType(type: unknown): unknown {
  const isTrack = type === undefined || (typeof type === 'string' && type.trim().toLowerCase() === 'track');
  return isTrack ? 'track' : type;
}

/** Text that is no object is left to the mapping, which notes it. */
function readProperties(plan: TablePlan, row: Row, whole: unknown, taken: ReadonlySet<number>): unknown {
  if (plan.propertyObject !== undefined) {
    const { place, except } = plan.propertyObject;
    const value = row.read(place, 'auto', row.leaveOut);
    const object = asObject(value);
    if (object === undefined) return value ?? {};
    return Object.fromEntries(Object.entries(object).filter(([key]) => !except.has(key)));
  }
  const own = row.readBranches(
    plan.properties.filter(({ place }) => place === undefined || !taken.has(place.index)),
    'properties',
  );
  if (whole === undefined) return own;
  const object = asObject(whole);
  return object === undefined ? whole : { ...object, ...own };
}

/** The cells of one row, with what could not be read of them. */
class Row {
  readonly #cellAt: CellAt;
  readonly notes: ReadingNote[] = [];
  /** Why the row is refused; `undefined`: it is not. */
  fault: string | undefined;

  constructor(cellAt: CellAt) {
    this.#cellAt = cellAt;
  }

  readonly leaveOut: ReportUnreadable = (key, detail) => {
    this.notes.push({ code: 'cell_unreadable', key, detail });
  };

  readonly #refuse: ReportUnreadable = (column, reason) => {
    this.fault ??= `The column ${column} cannot be read: ${reason}.`;
  };

  /** A part of the call that it cannot do without. */
  readPart(place: Place, kind: CellKind): unknown {
    return this.read(place, kind, this.#refuse);
  }

  read({ index, rest }: Place, kind: CellKind, report: ReportUnreadable): unknown {
    if (rest.length === 0) return this.#cellAt(index, kind, report);
    const value = valueWithin(this.#cellAt(index, 'auto', report), rest);
    if (value === undefined) return undefined;
    const read = readAsKind(
      kind === 'auto' && typeof value === 'string' ? parseJsonCell(value) : value,
      kind,
    );
    if (read === undefined) report(rest.join('.'), KIND_FAULTS[kind]);
    return read;
  }

  /** Branches as an object, without those of which nothing is there. */
  readBranches(branches: readonly Branch[], of: 'call' | 'properties'): Record<string, unknown> {
    const filled: [string, unknown][] = [];
    for (const branch of branches) {
      const isProperty = of === 'properties' || branch.key === 'properties';
      const kind = isProperty ? undefined : CALL_KINDS.get(branch.key);
      const value = this.#readBranch(branch, kind, isProperty ? this.leaveOut : this.#refuse);
      if (value !== undefined) filled.push([branch.key, value]);
    }
    return Object.fromEntries(filled);
  }

  #readBranch(
    { place, type, children }: Branch,
    kind: CellKind | undefined,
    report: ReportUnreadable,
  ): unknown {
    const own = place === undefined ? undefined : this.read(place, kind ?? type ?? 'auto', report);
    if (children.length === 0) return own;
    const inner = children.flatMap((child) => {
      const value = this.#readBranch(child, undefined, report);
      return value === undefined ? [] : [[child.key, value] as const];
    });
    return inner.length === 0 ? own : { ...asObject(own), ...Object.fromEntries(inner) };
  }
}

function withoutBlanks(fields: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}
