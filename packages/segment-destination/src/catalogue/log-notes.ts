import type { Note } from '@intercom-destination/core';
import type { Settings } from '../generated-types';

export const logNotesField = {};

/** Nobody reads a console here. */
export const logNotes: (settings: Settings, notes: readonly Note[]) => void = () => undefined;
