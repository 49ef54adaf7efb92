import { InputError } from '../input-error';
import { isJsonObject, type JsonObject } from '../json-value';
import type { Fault } from './fault';

type Check = (value: unknown) => boolean;

const isWhen: Check = (value) => value === 'before_storing' || value === 'after_storing';
const isText: Check = (value) => typeof value === 'string' && value !== '';
const isCount: Check = (value) => Number.isInteger(value) && (value as number) >= 1;
const isAmount: Check = (value) => Number.isInteger(value) && (value as number) >= 0;
const isShare: Check = (value) => typeof value === 'number' && value >= 0 && value <= 1;
const isErrorStatus: Check = (value) =>
  isCount(value) && (value as number) >= 400 && (value as number) <= 599;
const isSpread: Check = (value) => value === 'even' || value === 'at_start';
// What HTTP allows in a header, so that a fault cannot break the reply it is for.
const isHeaders: Check = (value) =>
  isJsonObject(value) &&
  Object.entries(value).every(
    ([name, text]) => /^[\w-]+$/.test(name) && typeof text === 'string' && /^[\t\x20-\x7e]*$/.test(text),
  );
const isMatch: Check = (value) =>
  isJsonObject(value) &&
  Object.entries(value).every(
    ([key, text]) => ['path', 'contact', 'eventName'].includes(key) && isText(text),
  );

interface Field {
  readonly check: Check;
  readonly must: string;
  readonly required?: boolean;
}

const trigger: Readonly<Record<string, Field>> = {
  times: { check: isCount, must: 'be a whole number from 1 up' },
  share: { check: isShare, must: 'be a number from 0 to 1' },
  match: { check: isMatch, must: 'be an object of strings: path, contact or eventName' },
};
const when: Field = { check: isWhen, must: 'be "before_storing" or "after_storing"' };
const ms: Field = { check: isAmount, must: 'be a whole number of milliseconds', required: true };

const fieldsByKind: Readonly<Record<Fault['kind'], Readonly<Record<string, Field>>>> = {
  status: {
    ...trigger,
    status: { check: isErrorStatus, must: 'be a status from 400 to 599', required: true },
    code: { check: isText, must: 'be a string that is not empty' },
    message: { check: isText, must: 'be a string that is not empty' },
    headers: { check: isHeaders, must: 'be an object of header names and printable values' },
    when,
  },
  latency: { ...trigger, ms },
  drop: { ...trigger, when: { ...when, required: true } },
  slow_body: { ...trigger, ms },
  competitor: {
    perWindow: { check: isAmount, must: 'be a whole number from 0 up', required: true },
    spread: { check: isSpread, must: 'be "even" or "at_start"' },
  },
};

/** Reads a fault that came from outside. Throws an InputError. */
export function readFault(value: unknown): Fault {
  if (!isJsonObject(value)) throw new InputError('A fault must be an object.');
  const kinds = Object.keys(fieldsByKind);
  const kind = kinds.find((name): name is Fault['kind'] => name === value['kind']);
  if (kind === undefined) throw new InputError(`The kind of a fault must be one of ${kinds.join(', ')}.`);
  checkFields(kind, fieldsByKind[kind], value);
  return value as unknown as Fault;
}

function checkFields(kind: string, fields: Readonly<Record<string, Field>>, value: JsonObject): void {
  for (const key of Object.keys(value)) {
    if (key !== 'kind' && !Object.hasOwn(fields, key)) {
      throw new InputError(
        `A fault of kind ${kind} has no "${key}"; it has ${Object.keys(fields).join(', ')}.`,
      );
    }
  }
  for (const [key, { check, must, required }] of Object.entries(fields)) {
    const given = value[key];
    if (given === undefined ? required : !check(given)) {
      throw new InputError(`In a fault of kind ${kind}, ${key} must ${must}.`);
    }
  }
}
