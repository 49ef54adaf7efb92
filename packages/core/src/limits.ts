// "ref": Intercom REST API 2.14, https://developers.intercom.com/docs/references/rest-api
// "help": Intercom help centre, "Events explained". What is ours says so.

/** Keys past the tenth are ignored, in the order sent. ref, "Submit a data event". */
export const METADATA_KEYS_DEFAULT = 10;

/** The older limit, still named by the help centre and by the reference for versions 2.1 to 2.6. */
export const METADATA_KEYS_MAX = 20;

/** Active event names of a workspace, told apart without case. help: "You can track up to 120". */
export const EVENT_NAMES_MAX = 120;

/** Older events only alter count, first and last. ref, "List all data events". */
export const EVENTS_LISTED_DAYS = 90;

/** Code points of a metadata text. help: "up to 255 characters". */
export const TEXT_LENGTH_MAX = 255;

/** Characters of a link that is sent uncut. Ours: what common servers and browsers accept; Intercom names no limit. */
export const LINK_LENGTH_MAX = 2048;

/** Levels of keys that are flattened. Ours: real calls rarely nest further. */
export const NESTING_DEPTH_MAX = 5;

/** UTF-16 units of an identifier as it arrives. Ours: a longer one is a template, a page or a token, and nobody's id. */
export const IDENTIFIER_LENGTH_MAX = 512;

/** UTF-16 units of an event name as it arrives. Ours. */
export const EVENT_NAME_LENGTH_MAX = 512;

/**
 * UTF-16 units of a property's own key. Ours. Each property repeats the keys around it, so a longer one would make of a
 * small call a result of many times its size.
 */
export const KEY_LENGTH_MAX = 256;

/** Characters of an email address. RFC 5321, section 4.5.3.1.3. */
export const EMAIL_LENGTH_MAX = 254;

/** UTF-16 units of a text that is read as JSON in place of an object: 1 MB. Ours: Segment takes calls of 32 KB. */
export const JSON_TEXT_LENGTH_MAX = 1_048_576;

/** The length of a rate window. ref, "Rate limiting": metered in 10-second windows, aligned to epoch seconds. */
export const RATE_WINDOW_MS = 10_000;

/** Calls in a rate window unless the workspace has another limit. ref, "Rate limiting": 10,000 a minute. */
export const CALLS_PER_WINDOW_DEFAULT = 1_667;

/** Contact calls and events are written for this version. ref, "API versioning". */
export const DEFAULT_API_VERSION = '2.14';
