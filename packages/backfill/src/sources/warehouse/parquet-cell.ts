import type { SchemaTree } from 'hyparquet';
import { KIND_FAULTS, readAsKind, type CellKind } from './cell-kind';
import { readDecimal } from './decimal';
import { parseJsonCell } from './json-cell';
import { UnreadableValue } from './parquet-parsers';
import { isDecimal } from './parquet-schema';
import type { ReportUnreadable } from './row-to-call';

/**
 * A decoded value as JSON would hold it; `undefined`: null. A whole number is a number where it is safe, else text, so
 * that no id becomes another one. What cannot be read is left out and reported with its place.
 */
export function readParquetCell(
  value: unknown,
  tree: SchemaTree,
  kind: CellKind,
  report: ReportUnreadable,
): unknown {
  const { name } = tree.element;
  // Text that looks like JSON is text where it is an id.
  const cell = typeof value === 'string' && kind !== 'auto' ? value : readAt(value, tree, name, report);
  if (cell === undefined) return undefined;
  const read = readAsKind(cell, kind);
  if (read === undefined) report(name, KIND_FAULTS[kind]);
  return read;
}

function readAt(
  value: unknown,
  tree: SchemaTree | undefined,
  place: string,
  report: ReportUnreadable,
): unknown {
  if (value === null || value === undefined) return undefined;
  if (value instanceof UnreadableValue) return leaveOut(place, value.reason, report);
  if (Array.isArray(value)) {
    const element = tree && elementOf(tree);
    return value.map((item) => readAt(item, element, `${place}[]`, report) ?? null);
  }
  if (tree !== undefined && tree.children.length === 0 && isDecimal(tree.element)) {
    const { scale, logical_type: kind } = tree.element;
    const decimal = readDecimal(value, scale ?? (kind?.type === 'DECIMAL' ? kind.scale : 0));
    return decimal ?? leaveOut(place, 'it is no decimal of a warehouse', report);
  }
  if (typeof value === 'bigint') {
    const number = Number(value);
    return Number.isSafeInteger(number) ? number : String(value);
  }
  if (typeof value === 'string') return parseJsonCell(value);
  if (value instanceof Date) {
    return Number.isNaN(value.getTime()) ? leaveOut(place, 'it is no time', report) : value.toISOString();
  }
  if (ArrayBuffer.isView(value)) {
    return leaveOut(place, 'its bytes have no type that says what they are', report);
  }
  if (typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, nested]) => {
      const cell = readAt(nested, tree && memberOf(tree, key), `${place}.${key}`, report);
      return cell === undefined ? [] : [[key, cell]];
    }),
  );
}

function leaveOut(place: string, reason: string, report: ReportUnreadable): unknown {
  report(place, reason);
  return undefined;
}

/** What the library makes an array of: a list with or without a group around its elements, or what is repeated itself. */
function elementOf(tree: SchemaTree): SchemaTree {
  const [repeated] = tree.children;
  if (tree.element.converted_type !== 'LIST' || repeated === undefined) return tree;
  const [element] = repeated.children;
  return repeated.children.length === 1 && element !== undefined ? element : repeated;
}

/** A member of a struct, or the value of a map under any key. */
function memberOf(tree: SchemaTree, key: string): SchemaTree | undefined {
  const entry = tree.element.converted_type === 'MAP' ? tree.children[0] : undefined;
  return (
    entry?.children.find(({ element }) => element.name === 'value') ??
    tree.children.find(({ element }) => element.name === key)
  );
}
