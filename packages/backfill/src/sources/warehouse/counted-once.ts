import { basename, dirname } from 'node:path';
import { SourceFault } from '../source-fault';
import type { ColumnMapping } from './column-mapping';

/** Whether each event has a table of its own, beside one of all. */
export function isTableOfEvents(mapping: ColumnMapping | undefined): boolean {
  return mapping === undefined || mapping.preset === 'warehouse' || mapping.preset === 'fivetran';
}

/** Two tables that cannot be read together: neither is spoilt, and which one to leave out is not for this program to say. */
export class CountedTwice extends SourceFault {}

/**
 * Sees to it that no call is read twice: `tracks` holds a row for each call in the tables of single events as well.
 * It is told by its name where it has no properties, and by several event names in it.
 */
export class CountedOnce {
  #tracks: string | undefined;
  #eventTable: string | undefined;

  /**
   * Begins a table. Gives what is to be told each row's event name, and whether it has properties that the first row did
   * not show, and `end`. All may throw `SourceFault`.
   */
  begin(
    file: string,
    hasProperties: boolean,
  ): { readonly see: (name: unknown, hasOthers?: boolean) => void; readonly end: () => void } {
    const isNamedTracks = namesTracks(file);
    let first: unknown;
    let hasSeveral = false;
    let isTold = false;
    const tell = (kind: 'tracks' | 'event') => {
      isTold = true;
      if (kind === 'tracks') this.#tracks ??= file;
      else this.#eventTable ??= file;
      this.#requireOneKind(file);
    };
    if (hasProperties && !isNamedTracks) tell('event');
    else if (isNamedTracks && !hasProperties) tell('tracks');
    return {
      see: (name, hasOthers = false) => {
        if (isTold) return;
        first ??= name;
        hasSeveral ||= name !== undefined && name !== first;
        if (hasOthers && !isNamedTracks) tell('event');
      },
      end: () => {
        if (!isTold && first !== undefined) tell(hasSeveral ? 'tracks' : 'event');
      },
    };
  }

  #requireOneKind(file: string): void {
    if (this.#tracks === undefined || this.#eventTable === undefined) return;
    const other = file === this.#tracks ? this.#eventTable : this.#tracks;
    const [own, others] =
      file === this.#tracks
        ? ['the table tracks', 'one event']
        : ['a table of one event', 'the table tracks'];
    throw new CountedTwice(
      `is ${own}, and ${other} that of ${others}: their calls would be counted twice; leave out tracks`,
    );
  }
}

/** Exports are cut into files such as `tracks_000.csv`, `prod.tracks.csv` or `tracks/part-0.parquet`. */
function namesTracks(file: string): boolean {
  return (
    /(?:^|\.)tracks(?:[._-]|$)/i.test(basename(file)) || /(?:^|\.)tracks$/i.test(basename(dirname(file)))
  );
}
