import { LINE_BYTES_MAX } from '../raw-lines';
import { SourceFault } from '../source-fault';
import { BYTE, BYTE_ORDER_MARK, countLineFeeds, isJsonSpace } from './json-bytes';
import { ValueEnd } from './value-end';

/** What the splitter waits for. */
type State =
  | 'start'
  | 'element_or_end'
  | 'element'
  | 'after_element'
  | 'field_or_end'
  | 'field'
  | 'colon'
  | 'field_value'
  | 'after_field'
  | 'in_value';

/** What a value that was begun is. */
type Role = 'element' | 'field_name' | 'field_value';

export interface SplitterEvents {
  readonly element: (bytes: Buffer) => void;
  /** A field beside the list of a batch; its value is kept only if `keepsField` says so. */
  readonly field: (name: string, value: Buffer) => void;
  readonly keepsField: (name: string) => boolean;
  readonly batchBegins: () => void;
  readonly batchEnds: () => void;
}

/**
 * Splits a list, or the lists under `batch` of one object or several, into its elements, chunk by chunk: no more than
 * one element is held in memory. Throws `SourceFault` where the text is not of that form or no JSON: behind a fault nobody can
 * tell where the next element begins.
 */
export class ElementSplitter {
  readonly #form: 'list' | 'batch';
  readonly #events: SplitterEvents;
  #state: State = 'start';
  #role: Role = 'element';
  #end: ValueEnd | undefined;
  #pieces: Buffer[] = [];
  #pieceBytes = 0;
  /** Where the value at hand begins in its chunk. */
  #valueFrom = 0;
  /** The same for people, once the value goes on in another chunk. */
  #valuePlace: string | undefined;
  #fieldName = '';
  #hasBatch = false;
  #isKept = true;
  #elements = 0;
  #lists = 0;
  #bytesBefore = 0;
  #linesBefore = 0;

  constructor(form: 'list' | 'batch', events: SplitterEvents) {
    this.#form = form;
    this.#events = events;
  }

  push(chunk: Buffer): void {
    let at = 0;
    while (at < chunk.length) {
      if (this.#state === 'in_value') {
        at = this.#goOnWithValue(chunk, at);
        continue;
      }
      const byte = chunk[at] ?? 0;
      if (isJsonSpace(byte)) at += 1;
      else at = this.#take(chunk, at, byte);
    }
    if (this.#state === 'in_value') this.#valuePlace ??= this.#place(chunk, this.#valueFrom);
    this.#bytesBefore += chunk.length;
    this.#linesBefore += countLineFeeds(chunk);
  }

  /** To be told after the last chunk: whether the text is whole. */
  end(): void {
    if (this.#state === 'start' && (this.#lists > 0 || this.#bytesBefore === 0)) return;
    if (this.#state === 'start') throw new SourceFault('holds nothing but blanks, and no list');
    if (this.#state === 'in_value' && this.#role === 'element') {
      const place = `element ${this.#elements + 1}, which begins ${this.#valuePlace ?? ''}`;
      throw new SourceFault(`ends inside ${place}: it was cut off, or lacks a bracket there`);
    }
    throw new SourceFault(`ends after element ${this.#elements}, before its list does: it was cut off`);
  }

  /** Takes the byte that says what comes next. Gives the index to go on at. */
  #take(chunk: Buffer, at: number, byte: number): number {
    switch (this.#state) {
      case 'start':
        if (byte === BYTE_ORDER_MARK[this.#bytesBefore + at]) return at + 1;
        if (this.#form === 'list' && this.#lists > 0) break;
        if (byte !== (this.#form === 'list' ? BYTE.openBracket : BYTE.openBrace)) break;
        this.#hasBatch = false;
        if (this.#form === 'list') this.#state = 'element_or_end';
        else {
          this.#events.batchBegins();
          this.#state = 'field_or_end';
        }
        return at + 1;
      case 'element_or_end':
        if (byte === BYTE.closeBracket) return this.#endList(at);
        return this.#beginValue('element', at, byte) ?? this.#refuse(chunk, at);
      case 'element':
        return this.#beginValue('element', at, byte) ?? this.#refuse(chunk, at);
      case 'after_element':
        if (byte === BYTE.closeBracket) return this.#endList(at);
        if (byte !== BYTE.comma) break;
        this.#state = 'element';
        return at + 1;
      case 'field_or_end':
        if (byte === BYTE.closeBrace) return this.#endObject(chunk, at);
        if (byte === BYTE.quote) return this.#beginValue('field_name', at, byte) ?? at;
        break;
      case 'field':
        if (byte === BYTE.quote) return this.#beginValue('field_name', at, byte) ?? at;
        break;
      case 'colon':
        if (byte !== BYTE.colon) break;
        this.#state = 'field_value';
        return at + 1;
      case 'field_value':
        if (this.#fieldName === 'batch' && byte === BYTE.openBracket) {
          this.#hasBatch = true;
          this.#state = 'element_or_end';
          return at + 1;
        }
        return this.#beginValue('field_value', at, byte) ?? this.#refuse(chunk, at);
      case 'after_field':
        if (byte === BYTE.closeBrace) return this.#endObject(chunk, at);
        if (byte !== BYTE.comma) break;
        this.#state = 'field';
        return at + 1;
      case 'in_value':
        break;
      default:
        this.#state satisfies never;
    }
    return this.#refuse(chunk, at);
  }

  /** `undefined`: no value can begin with the byte. */
  #beginValue(role: Role, at: number, first: number): number | undefined {
    if (first === BYTE.comma || first === BYTE.colon) return undefined;
    if (first === BYTE.closeBracket || first === BYTE.closeBrace) return undefined;
    this.#role = role;
    this.#valueFrom = at;
    this.#valuePlace = undefined;
    this.#isKept = role !== 'field_value' || this.#events.keepsField(this.#fieldName);
    this.#end = new ValueEnd(first);
    this.#state = 'in_value';
    return at;
  }

  #goOnWithValue(chunk: Buffer, at: number): number {
    const end = this.#end;
    if (end === undefined) return at;
    const outcome = end.find(chunk, at);
    if (outcome === 'fault') return this.#refuse(chunk, end.at);
    if (this.#isKept) this.#keep(chunk.subarray(at, end.at));
    if (outcome === 'ended') this.#endValue(this.#takeKept());
    return end.at;
  }

  #keep(bytes: Buffer): void {
    this.#pieces.push(bytes);
    this.#pieceBytes += bytes.length;
    if (this.#pieceBytes <= LINE_BYTES_MAX) return;
    throw new SourceFault(`has a value that is too long after element ${this.#elements}`);
  }

  #takeKept(): Buffer {
    const [only = Buffer.alloc(0)] = this.#pieces;
    const bytes = this.#pieces.length > 1 ? Buffer.concat(this.#pieces) : only;
    this.#pieces = [];
    this.#pieceBytes = 0;
    return bytes;
  }

  #endValue(bytes: Buffer): void {
    switch (this.#role) {
      case 'element':
        this.#elements += 1;
        this.#events.element(bytes);
        this.#state = 'after_element';
        return;
      case 'field_name':
        this.#fieldName = String(JSON.parse(bytes.toString('utf8')));
        this.#state = 'colon';
        return;
      case 'field_value':
        if (this.#isKept) this.#events.field(this.#fieldName, bytes);
        this.#state = 'after_field';
        return;
      default:
        this.#role satisfies never;
    }
  }

  #endList(at: number): number {
    this.#lists += 1;
    this.#state = this.#form === 'list' ? 'start' : 'after_field';
    return at + 1;
  }

  #endObject(chunk: Buffer, at: number): number {
    if (!this.#hasBatch) {
      const place = this.#place(chunk, at);
      throw new SourceFault(
        `has an object without a list under "batch" among its batches, ${place}: --format ndjson reads calls beside them`,
      );
    }
    this.#events.batchEnds();
    this.#state = 'start';
    return at + 1;
  }

  #refuse(chunk: Buffer, at: number): never {
    const isInElement = this.#state === 'in_value' && this.#role === 'element';
    const what =
      this.#state === 'start' && this.#lists > 0
        ? 'goes on after its list has ended'
        : `is broken ${isInElement ? `in element ${this.#elements + 1}` : `after element ${this.#elements}`}`;
    throw new SourceFault(`${what}, ${this.#place(chunk, at)}`);
  }

  #place(chunk: Buffer, at: number): string {
    const line = this.#linesBefore + countLineFeeds(chunk.subarray(0, at)) + 1;
    return `at byte ${this.#bytesBefore + at + 1}, line ${line}`;
  }
}
