import { seededRandom } from './random';

/** Hands out ids that are unique in one simulator and the same for the same seed. */
export interface IdSource {
  /** 24 hexadecimal digits, as Intercom's contact ids have. */
  contactId(): string;
  /** 20 lower-case letters and digits, as Intercom's request ids have. */
  requestId(): string;
  /** As Intercom's event ids: a UUID in form. */
  eventId(): string;
}

/** Counters behind a prefix that comes from the seed: no two are alike and none costs a call to a generator. */
export function idSource(seed: number): IdSource {
  const random = seededRandom(seed);
  const hex = (digits: number) =>
    Math.floor(random() * 16 ** digits)
      .toString(16)
      .padStart(digits, '0');
  const contactPrefix = `6${hex(7)}${hex(8)}`;
  const requestPrefix = `00${hex(8)}`;
  const eventPrefix = `${hex(8)}-${hex(4)}-4${hex(3)}-8${hex(3)}-`;
  let contacts = 0;
  let requests = 0;
  let events = 0;
  return {
    contactId: () => contactPrefix + (++contacts).toString(16).padStart(8, '0'),
    requestId: () => requestPrefix + (++requests).toString(36).padStart(10, '0'),
    eventId: () => eventPrefix + (++events).toString(16).padStart(12, '0'),
  };
}
