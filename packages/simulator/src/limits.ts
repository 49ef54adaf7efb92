// Every number that Intercom sets, with its page and how well it is known; then the simulator's own.

/** A rate window lasts ten seconds and starts at an epoch second that divides by ten. Doc, "Rate limiting"; recorded in 525 replies. */
export const RATE_WINDOW_MS = 10_000;

/** Calls an app may make in one window: 10,000 a minute. Doc, "Rate limiting"; older workspaces have 167 or 83. */
export const RATE_LIMIT_PER_WINDOW = 1667;

/** Active event names in a workspace. Doc, "Submit a data event"; the error is recorded on the Messenger endpoint. */
export const ACTIVE_EVENT_NAMES_MAX = 120;

/** Events younger than this can be listed; counts include older ones. Doc, "List all data events". */
export const EVENTS_LISTED_MS = 90 * 24 * 60 * 60 * 1000;

/** Contacts on a page when the request names no number. Doc, "Search contacts" and "List all contacts", whose table of parameters says 15. */
export const CONTACTS_PER_PAGE_DEFAULT = 50;

/** The most contacts on a page. Doc, "Pagination (cursor)". */
export const CONTACTS_PER_PAGE_MAX = 150;

/** The most filters in one AND or OR group of a search. Doc, "Search contacts". */
export const SEARCH_GROUP_FILTERS_MAX = 15;

/** Groups may be nested this deep in a search. Doc, "Search contacts". */
export const SEARCH_DEPTH_MAX = 2;

/** Events on a page when the request names no number. Doc, "List all data events" 2.14. */
export const EVENTS_PER_PAGE_DEFAULT = 15;

/** The most events on a page. Assumed from the maximum for contacts. */
export const EVENTS_PER_PAGE_MAX = 150;

/** From this API version on, a merged contact is answered 410 and not 404. Doc, 2.16 changelog. */
export const CONTACT_MERGED_SINCE = { major: 2, minor: 16 } as const;

/** A `created_at` from here on (the year 5138) can only have been meant in milliseconds. Ours. */
export const MILLISECONDS_FROM = 100_000_000_000;

/** The largest body of an API request. Ours: Intercom's limit is unknown. */
export const API_BODY_MAX_BYTES = 10 * 1024 * 1024;

/** The largest body of a control request: about two million contact seeds. Ours. */
export const CONTROL_BODY_MAX_BYTES = 256 * 1024 * 1024;
