/** Segment waits four to five seconds for a call. Source: a Segment engineer, 2022; what is left is for the answer. */
export const TIME_BUDGET_MS = 3_500;
