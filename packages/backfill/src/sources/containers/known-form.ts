/** A form that is told by its first bytes and not read. */
export interface KnownForm {
  /** As it goes on after `is`. */
  readonly what: string;
  readonly unpacking?: Unpacking;
  /** What to do where there is nothing to unpack. */
  readonly advice?: string;
}

/** How a form is unpacked. */
export interface Unpacking {
  /** The command; the file's name goes behind it. */
  readonly command: string;
  /** How the name must end for the command; `undefined`: it takes any. */
  readonly suffix?: string;
  /** The command that takes standard input; `undefined`: none does. */
  readonly stream?: string;
  /** Several files come out of it, not standard output. */
  readonly givesFiles: boolean;
}

interface Form extends KnownForm {
  readonly isOne: (head: Buffer) => boolean;
}

/** So much of a file is looked at to tell its form, if there is so much. */
export const FORM_BYTES = 512;

export function findKnownForm(head: Buffer): KnownForm | undefined {
  return FORMS.find(({ isOne }) => isOne(head));
}

export function isGzip(head: Buffer): boolean {
  return head[0] === 0x1f && head[1] === 0x8b;
}

export function isZstd(head: Buffer): boolean {
  return beginsWith(head, 0x28, 0xb5, 0x2f, 0xfd) || isSkippableFrame(head);
}

function isSkippableFrame(head: Buffer): boolean {
  return ((head[0] ?? 0) & 0xf0) === 0x50 && beginsWith(head.subarray(1), 0x2a, 0x4d, 0x18);
}

export const GZIP: KnownForm = {
  what: 'packed with gzip',
  unpacking: packed('gunzip -k', '.gz', 'gunzip -c'),
};
export const ZSTD: KnownForm = {
  what: 'packed with zstd',
  unpacking: packed('zstd -dk', '.zst', 'zstd -dc'),
};
export const BROTLI: KnownForm = {
  what: 'packed with brotli',
  unpacking: packed('brotli -dk', '.br', 'brotli -dc'),
};

const FORMS: readonly Form[] = [
  {
    what: 'an Excel workbook',
    advice: 'save the sheet as CSV',
    isOne: (head) => isZip(head) && head.includes('[Content_Types].xml', 0, 'latin1'),
  },
  { what: 'a zip archive', unpacking: { command: 'unzip', givesFiles: true }, isOne: isZip },
  {
    what: 'a tar archive',
    unpacking: { command: 'tar xf', stream: 'tar x', givesFiles: true },
    isOne: isTar,
  },
  {
    what: 'packed with bzip2',
    unpacking: packed('bunzip2 -k', '.bz2', 'bunzip2 -c'),
    // The magic number of a block, or of the end where there is none.
    isOne: (head) => /^BZh[1-9](?:1AY&SY|\u0017rE8P\u0090)/.test(head.toString('latin1', 0, 10)),
  },
  {
    what: 'packed with xz',
    unpacking: packed('xz -dk', '.xz', 'xz -dc'),
    isOne: (head) => beginsWith(head, 0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00),
  },
  {
    what: 'packed with lz4',
    unpacking: packed('lz4 -dk', '.lz4', 'lz4 -dc'),
    isOne: (head) => beginsWith(head, 0x04, 0x22, 0x4d, 0x18) || beginsWith(head, 0x02, 0x21, 0x4c, 0x18),
  },
  {
    what: 'packed with lzop',
    unpacking: packed('lzop -d', '.lzo', 'lzop -dc'),
    isOne: (head) => beginsWith(head, 0x89, 0x4c, 0x5a, 0x4f, 0x00),
  },
  {
    what: 'packed with compress',
    unpacking: packed('gunzip -k', '.Z', 'gunzip -c'),
    isOne: (head) => beginsWith(head, 0x1f, 0x9d),
  },
  {
    what: 'packed with Snappy',
    unpacking: packed('snzip -dk', '.sz', 'snzip -dc'),
    isOne: (head) => beginsWith(head, 0xff, 0x06, 0x00, 0x00) && head.includes('sNaPpY', 4, 'latin1'),
  },
  {
    what: 'a cpio archive',
    unpacking: { command: 'cpio -id <', stream: 'cpio -id', givesFiles: true },
    isOne: (head) => /^07070[127][0-7a-f]{20}/i.test(head.toString('latin1', 0, 26)),
  },
  {
    what: 'an ar archive',
    unpacking: { command: 'ar x', givesFiles: true },
    isOne: (head) => hasMark(head, '!<arch>\n'),
  },
  {
    what: 'a SequenceFile of Hadoop',
    advice: 'export NDJSON',
    isOne: (head) => /^SEQ[\u0001-\u0006]/.test(head.toString('latin1', 0, 4)),
  },
  {
    what: 'a 7z archive',
    unpacking: { command: '7z x', givesFiles: true },
    isOne: (head) => beginsWith(head, 0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c),
  },
  {
    what: 'a rar archive',
    unpacking: { command: 'unrar x', givesFiles: true },
    isOne: (head) => hasMark(head, 'Rar!\u001a\u0007'),
  },
  { what: 'Avro', advice: 'export Parquet or NDJSON', isOne: (head) => hasMark(head, 'Obj\u0001') },
  {
    what: 'ORC',
    advice: 'export Parquet or NDJSON',
    // A text may begin with these three letters too.
    isOne: (head) =>
      hasMark(head, 'ORC') && (head[3] ?? 0x20) < 0x20 && ![0x09, 0x0a, 0x0d].includes(head[3] ?? 0),
  },
  { what: 'Arrow', advice: 'export Parquet or NDJSON', isOne: (head) => hasMark(head, 'ARROW1\0') },
  {
    what: 'a SQLite database',
    advice: 'export its tables as CSV',
    isOne: (head) => hasMark(head, 'SQLite format 3\0'),
  },
  {
    what: 'a PostgreSQL archive',
    advice: 'export its tables as CSV',
    isOne: (head) => /^PGDMP[\0-\u001f]/.test(head.toString('latin1', 0, 6)),
  },
  {
    what: 'a PostgreSQL COPY in binary',
    advice: 'export the table as CSV',
    isOne: (head) => hasMark(head, 'PGCOPY\n\u00ff'),
  },
];

function packed(command: string, suffix: string, stream: string): Unpacking {
  return { command, suffix, stream, givesFiles: false };
}

function beginsWith(head: Buffer, ...bytes: readonly number[]): boolean {
  return bytes.every((byte, index) => head[index] === byte);
}

/** `mark`: a byte a character. */
function hasMark(head: Buffer, mark: string): boolean {
  return head.toString('latin1', 0, mark.length) === mark;
}

function isZip(head: Buffer): boolean {
  return (
    hasMark(head, 'PK') && [0x0403, 0x0605, 0x0807].includes(head.length >= 4 ? head.readUInt16LE(2) : 0)
  );
}

/** Its header of 512 bytes has the sum of its bytes at 148, as if blanks stood there, whatever made it. */
function isTar(head: Buffer): boolean {
  if (head.length < FORM_BYTES) return head.toString('latin1', 257, 262) === 'ustar';
  const said = /^ *([0-7]+)[ \0]/.exec(head.toString('latin1', 148, 156))?.[1];
  let sum = 8 * 0x20;
  for (let at = 0; at < FORM_BYTES; at += 1) if (at < 148 || at >= 156) sum += head[at] ?? 0;
  return said !== undefined && Number.parseInt(said, 8) === sum;
}
