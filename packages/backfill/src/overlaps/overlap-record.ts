import { hash } from 'node:crypto';

/** What is kept of a call to find its overlaps: hashes, so that no person is on the disk. */
export interface OverlapRecord {
  /** From 1, in the order of the source. */
  readonly position: number;
  /** Of the strongest identifier and the event name, without case. */
  readonly who: string;
  readonly second: number;
  readonly dataEvent: string;
  /** Empty: the call has none. */
  readonly messageId: string;
}

const WHO_BYTES = 12;
const SECOND_BYTES = 4;
const POSITION_BYTES = 6;
const EVENT_BYTES = 12;
const MESSAGE_BYTES = 8;
export const OVERLAP_RECORD_BYTES = WHO_BYTES + SECOND_BYTES + POSITION_BYTES + EVENT_BYTES + MESSAGE_BYTES;

/** The first bytes of a hash, one a character. */
export function shortHash(text: string, kind: 'who' | 'dataEvent' | 'messageId'): string {
  const bytes = { who: WHO_BYTES, dataEvent: EVENT_BYTES, messageId: MESSAGE_BYTES }[kind];
  return hash('sha256', text, 'buffer').toString('latin1', 0, bytes);
}

export function writeOverlapRecord(target: Buffer, record: OverlapRecord): void {
  let at = target.write(record.who, 'latin1');
  at = target.writeUInt32BE(record.second, at);
  at = target.writeUIntBE(record.position, at, POSITION_BYTES);
  at += target.write(record.dataEvent, at, 'latin1');
  target.fill(0, at);
  target.write(record.messageId, at, 'latin1');
}

export function* readOverlapRecords(bytes: Buffer): Generator<OverlapRecord> {
  for (let start = 0; start < bytes.length; start += OVERLAP_RECORD_BYTES) {
    let at = start;
    const text = (length: number) => bytes.toString('latin1', at, (at += length));
    const who = text(WHO_BYTES);
    const second = bytes.readUInt32BE(at);
    const position = bytes.readUIntBE(at + SECOND_BYTES, POSITION_BYTES);
    at += SECOND_BYTES + POSITION_BYTES;
    const dataEvent = text(EVENT_BYTES);
    const messageId = text(MESSAGE_BYTES);
    yield { position, who, second, dataEvent, messageId: messageId === NO_MESSAGE_ID ? '' : messageId };
  }
}

const NO_MESSAGE_ID = '\0'.repeat(MESSAGE_BYTES);
