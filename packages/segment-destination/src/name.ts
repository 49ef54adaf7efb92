/** One word: with fast-uri 3.1.6 and newer, actions-core throws on every event of a destination whose name has a blank. */
export const NAME = 'IntercomEvents';
