/**
 * Changes whenever the same bytes may be read as other calls or in another order, so that a run begun before is not resumed
 * with other positions.
 */
export const READING_VERSION = 3;
