import { expect, it } from '@jest/globals';
import { CountedOnce, CountedTwice } from './counted-once';

interface Row {
  readonly event: string;
  readonly hasProperties?: boolean;
}

/** Reads files of rows whose first row shows no properties, one after the other. */
function read(files: readonly (readonly Row[])[]): void {
  const countedOnce = new CountedOnce();
  files.forEach((rows, index) => {
    const table = countedOnce.begin(`${index}.ndjson`, rows[0]?.hasProperties === true);
    for (const { event, hasProperties } of rows) table.see(event, hasProperties);
    table.end();
  });
}

const EVENT_TABLE = [{ event: 'A', hasProperties: true }];

it('takes a table of several events for tracks only if no row has properties', () => {
  expect(() => {
    read([EVENT_TABLE, [{ event: 'B' }, { event: 'C' }, { event: 'C', hasProperties: true }]]);
  }).not.toThrow();
  expect(() => {
    read([EVENT_TABLE, [{ event: 'B' }, { event: 'C' }]]);
  }).toThrow(CountedTwice);
});
