/**
 * What reading changed in a call, beside what mapping notes. `cell_unreadable`: a cell of a table was left out.
 * `long_number_to_text`: a whole number beyond 2^53, which JSON would round, is text. `number_not_finite`: what Python
 * writes for `NaN` and `Infinity`, read as null.
 */
export type ReadingNoteCode = 'cell_unreadable' | 'long_number_to_text' | 'number_not_finite';

export interface ReadingNote {
  readonly code: ReadingNoteCode;
  /** The column, or the place in the call as far as it is known, such as `line`. */
  readonly key: string;
  readonly detail: string;
}
