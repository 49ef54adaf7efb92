// The least of Parquet that a table needs: one row group, plain pages, no compression, so that it is the same bytes on
// every version of Node. Source: apache/parquet-format, README.md and parquet.thrift.

const physical = {
  boolean: 0,
  integer: 2,
  time: 2,
  float: 5,
  text: 6,
  bytes: 6,
  decimal: 2,
  wide_decimal: 6,
};
const converted = { text: 0, time: 10, decimal: 5, wide_decimal: 5 };
const [optional, plain, rle, uncompressed, dataPage] = [1, 0, 3, 0, 0];

/**
 * The rows as a Parquet file; each column is `{ name, type }`, its values may be missing. A decimal has a `scale` too, and
 * its values are unscaled; bytes and text may be a `Buffer`.
 */
export function writeParquet(columns, rows) {
  const parts = [Buffer.from('PAR1')];
  let offset = 4;
  const chunks = columns.map(({ name, type }) => {
    const values = rows.map((row) => row[name]);
    const body = Buffer.concat([definitionLevels(values), plainValues(type, values)]);
    const page = Buffer.concat([pageHeader(body.length, values.length), body]);
    parts.push(page);
    const chunk = { name, type, offset, bytes: page.length, count: values.length };
    offset += page.length;
    return chunk;
  });
  const footer = fileMetaData(columns, chunks, rows.length);
  return Buffer.concat([...parts, footer, uint32(footer.length), Buffer.from('PAR1')]);
}

/** 1 where there is a value: bits in groups of eight, behind the length of the whole. */
function definitionLevels(values) {
  const groups = Math.ceil(values.length / 8);
  const bits = Buffer.alloc(groups);
  values.forEach((value, row) => {
    if (value !== undefined) bits[row >> 3] |= 1 << (row & 7);
  });
  const run = Buffer.concat([varint((groups << 1) | 1), bits]);
  return Buffer.concat([uint32(run.length), run]);
}

function plainValues(type, values) {
  const filled = values.filter((value) => value !== undefined);
  if (type === 'boolean') {
    const bits = Buffer.alloc(Math.ceil(filled.length / 8));
    filled.forEach((value, at) => {
      if (value) bits[at >> 3] |= 1 << (at & 7);
    });
    return bits;
  }
  return Buffer.concat(filled.map((value) => plainValue(type, value)));
}

function plainValue(type, value) {
  if (physical[type] === physical.text) {
    const bytes = toBytes(type, value);
    return Buffer.concat([uint32(bytes.length), bytes]);
  }
  const eight = Buffer.alloc(8);
  if (type === 'float') eight.writeDoubleLE(value);
  else eight.writeBigInt64LE(type === 'time' ? BigInt(Date.parse(value)) * 1000n : BigInt(value));
  return eight;
}

function toBytes(type, value) {
  if (Buffer.isBuffer(value)) return value;
  if (type !== 'wide_decimal') return Buffer.from(String(value));
  // Sixteen bytes, the highest first.
  const hex = BigInt.asUintN(128, BigInt(value)).toString(16);
  return Buffer.from(hex.padStart(32, '0'), 'hex');
}

const pageHeader = (bytes, count) =>
  struct([
    [1, i32(dataPage)],
    [2, i32(bytes)],
    [3, i32(bytes)],
    [
      5,
      nested([
        [1, i32(count)],
        [2, i32(plain)],
        [3, i32(rle)],
        [4, i32(rle)],
      ]),
    ],
  ]);

function fileMetaData(columns, chunks, rowCount) {
  const schema = [
    struct([
      [4, text('schema')],
      [5, i32(columns.length)],
    ]),
    ...columns.map(({ name, type, scale }) =>
      struct([
        [1, i32(physical[type])],
        [3, i32(optional)],
        [4, text(name)],
        ...(type in converted ? [[6, i32(converted[type])]] : []),
        ...(scale === undefined
          ? []
          : [
              [7, i32(scale)],
              [8, i32(38)],
            ]),
      ]),
    ),
  ];
  const bytes = chunks.reduce((sum, chunk) => sum + chunk.bytes, 0);
  const rowGroup = struct([
    [1, list(chunks.map(columnChunk))],
    [2, i64(bytes)],
    [3, i64(rowCount)],
  ]);
  return struct([
    [1, i32(1)],
    [2, list(schema)],
    [3, i64(rowCount)],
    [4, list([rowGroup])],
    [6, text('intercom-destination examples')],
  ]);
}

const columnChunk = ({ name, type, offset, bytes, count }) =>
  struct([
    [2, i64(offset)],
    [
      3,
      nested([
        [1, i32(physical[type])],
        [2, list([zigzag(plain), zigzag(rle)], 5)],
        [3, list([text(name).bytes], 8)],
        [4, i32(uncompressed)],
        [5, i64(count)],
        [6, i64(bytes)],
        [7, i64(bytes)],
        [9, i64(offset)],
      ]),
    ],
  ]);

// Thrift's compact protocol: a field is its distance from the field before and its type, then its value.
function struct(fields) {
  let before = 0;
  const parts = fields.map(([id, { type, bytes }]) => {
    const head = Buffer.from([((id - before) << 4) | type]);
    before = id;
    return Buffer.concat([head, bytes]);
  });
  return Buffer.concat([...parts, Buffer.from([0])]);
}

const i32 = (number) => ({ type: 5, bytes: zigzag(number) });
const i64 = (number) => ({ type: 6, bytes: zigzag(number) });
const nested = (fields) => ({ type: 12, bytes: struct(fields) });

function text(value) {
  const bytes = Buffer.from(value);
  return { type: 8, bytes: Buffer.concat([varint(bytes.length), bytes]) };
}

function list(items, itemType = 12) {
  const head =
    items.length < 15
      ? Buffer.from([(items.length << 4) | itemType])
      : Buffer.concat([Buffer.from([0xf0 | itemType]), varint(items.length)]);
  return { type: 9, bytes: Buffer.concat([head, ...items]) };
}

const zigzag = (number) => varint(number * 2);

function varint(number) {
  const bytes = [];
  for (let rest = number; ; rest = Math.floor(rest / 128)) {
    if (rest < 128) return Buffer.from([...bytes, rest]);
    bytes.push((rest % 128) | 128);
  }
}

function uint32(number) {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(number);
  return bytes;
}
