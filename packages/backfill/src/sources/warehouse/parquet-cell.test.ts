import { expect, it } from '@jest/globals';
import type { SchemaElement, SchemaTree } from 'hyparquet';
import { readParquetCell } from './parquet-cell';

const node = (element: SchemaElement, ...children: readonly SchemaTree[]): SchemaTree => ({
  element,
  children: [...children],
  count: 1,
  path: [element.name],
});
const decimal = (name: string) => node({ name, type: 'INT64', converted_type: 'DECIMAL', scale: 2 });
const list = (name: string, element: SchemaTree) =>
  node({ name, converted_type: 'LIST' }, node({ name: 'list', repetition_type: 'REPEATED' }, element));

const read = (value: unknown, tree: SchemaTree) => {
  const reported: string[] = [];
  const cell = readParquetCell(value, tree, 'auto', (place, reason) => reported.push(`${place}: ${reason}`));
  return { cell, reported };
};

it.each([
  { because: 'a column', value: 1990n, tree: decimal('total'), cell: 19.9 },
  { because: 'a list', value: [1990n, 5n], tree: list('totals', decimal('element')), cell: [19.9, 0.05] },
  {
    because: 'a list of structs',
    value: [{ price: 1990n, name: 'a' }],
    tree: list('items', node({ name: 'element' }, decimal('price'), node({ name: 'name' }))),
    cell: [{ price: 19.9, name: 'a' }],
  },
  {
    because: 'a map',
    value: { eur: 1990n, usd: 90071992547409935n },
    tree: node(
      { name: 'prices', converted_type: 'MAP' },
      node({ name: 'key_value', repetition_type: 'REPEATED' }, node({ name: 'key' }), decimal('value')),
    ),
    cell: { eur: 19.9, usd: '900719925474099.35' },
  },
])('reads the decimals of $because', ({ value, tree, cell }) => {
  expect(read(value, tree)).toEqual({ cell, reported: [] });
});

it('reports bytes inside of a struct by their place', () => {
  const tree = list('items', node({ name: 'element' }, node({ name: 'hash', type: 'BYTE_ARRAY' })));
  expect(read([{ hash: new Uint8Array([1]), size: 3 }, null], tree)).toEqual({
    cell: [{ size: 3 }, null],
    reported: ['items[].hash: its bytes have no type that says what they are'],
  });
});
