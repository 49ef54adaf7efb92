import { parquetSchema, type FileMetaData, type SchemaElement, type SchemaTree } from 'hyparquet';

/** A column of a Parquet file. */
export interface ParquetColumn {
  readonly name: string;
  /** What its values are, as the file says. */
  readonly tree: SchemaTree;
  /** Why it cannot be read; `undefined`: it can. */
  readonly unread?: string;
}

export interface ParquetColumns {
  readonly columns: readonly ParquetColumn[];
  /** The file's own, where the library is to leave alone what it would round or give up on. */
  readonly metadata: FileMetaData;
}

const NO_TYPE = 'its bytes have no type that says what they are';

/** What the columns of a file hold. `isReserved`: whether bytes without a type are text under that name. */
export function readParquetSchema(
  metadata: FileMetaData,
  isReserved: (name: string) => boolean,
): ParquetColumns {
  const tree = parquetSchema(metadata);
  const marksTexts = metadata.schema.some(isMarkedText);
  const schema = [...metadata.schema];
  let at = 0;
  const visit = (node: SchemaTree, isText: boolean): void => {
    schema[at] = toRead(node.element, isText);
    at += 1;
    const isOpaque = ['VARIANT', 'FILE'].includes(node.element.logical_type?.type ?? '');
    for (const child of node.children) visit(child, isText && !isOpaque);
  };
  at += 1;
  for (const column of tree.children) {
    // A writer that marks no text at all, as some of Hive and Impala, still means it.
    visit(column, !marksTexts || isReserved(column.element.name));
  }
  const columns = tree.children.map((column): ParquetColumn => {
    const { name } = column.element;
    const unread =
      column.children.length > 0 ? undefined : whyUnread(column.element, !marksTexts || isReserved(name));
    return unread === undefined ? { name, tree: column } : { name, tree: column, unread };
  });
  return { columns, metadata: { ...metadata, schema } };
}

function isMarkedText({ converted_type, logical_type }: SchemaElement): boolean {
  return converted_type === 'UTF8' || logical_type?.type === 'STRING';
}

function isBytes({ type }: SchemaElement): boolean {
  return type === 'BYTE_ARRAY' || type === 'FIXED_LEN_BYTE_ARRAY';
}

function whyUnread(element: SchemaElement, isText: boolean): string | undefined {
  const { type, converted_type, logical_type } = element;
  if (converted_type === 'INTERVAL') return 'it holds intervals';
  if (converted_type === 'BSON' || logical_type?.type === 'BSON') return 'it holds BSON';
  if (!isBytes(element) || converted_type !== undefined || logical_type !== undefined) return undefined;
  return isText && type === 'BYTE_ARRAY' ? undefined : NO_TYPE;
}

/** The library makes numbers of decimals, rounded, throws at intervals and BSON, and takes no bytes for text. */
function toRead(element: SchemaElement, isText: boolean): SchemaElement {
  const { converted_type, logical_type, ...bare } = element;
  const kind = logical_type?.type;
  if (isDecimal(element) || converted_type === 'INTERVAL' || converted_type === 'BSON' || kind === 'BSON')
    return bare;
  const isEnum = converted_type === 'ENUM' || kind === 'ENUM';
  const isBareText =
    isText && element.type === 'BYTE_ARRAY' && converted_type === undefined && kind === undefined;
  return isEnum || isBareText ? { ...bare, converted_type: 'UTF8' } : element;
}

export function isDecimal({ converted_type, logical_type }: SchemaElement): boolean {
  return converted_type === 'DECIMAL' || logical_type?.type === 'DECIMAL';
}
