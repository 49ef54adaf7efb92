import { quotePath } from '../../terminal/quote-for-shell';
import { STDIN } from '../find-source-files';
import { SourceFault } from '../source-fault';
import { isBrotli } from './brotli';
import { countByteKinds } from './byte-kinds';
import {
  BROTLI,
  findKnownForm,
  FORM_BYTES,
  GZIP,
  isGzip,
  isZstd,
  ZSTD,
  type KnownForm,
  type Unpacking,
} from './known-form';

/** What is unpacked here, once. */
export const READ_PACKED = { gzip: GZIP, zstd: ZSTD } as const;
export type ReadPacked = keyof typeof READ_PACKED;

/** Of so many bytes that no text has, in a hundred, a file is none. */
const BINARY_PERCENT = 5;

/** Whether so much tells what a file is: a first line of text does, and so does the header of a tar archive. */
export function isEnoughForForm(head: Buffer): boolean {
  const lineFeed = head.indexOf(0x0a);
  return head.length >= FORM_BYTES || (lineFeed !== -1 && !head.subarray(0, lineFeed).includes(0));
}

/**
 * Throws where a file begins as an archive does, or as no text, so that nothing in it can be taken for a call. Parquet passes,
 * unless it lay in `packedIn`.
 */
export function refuseForeign(head: Buffer, file: string, packedIn?: ReadPacked): void {
  if (packedIn === undefined && isParquet(head)) return;
  const form = findKnownForm(head) ?? (packedIn === undefined ? undefined : findReadForm(head));
  if (form !== undefined) throw new SourceFault(describe(form, file, packedIn));
  const encoding = findEncoding(head);
  if (encoding !== undefined) {
    throw new SourceFault(`is ${encoding}; convert it to UTF-8, with iconv for example`);
  }
  const { looked, controls, invalid } = countByteKinds(head);
  if (controls === 0 && invalid === 0) return;
  if (isBrotli(head.subarray(0, looked))) throw new SourceFault(describe(BROTLI, file, packedIn));
  const isBinary = controls > 0 && (controls + invalid) * 100 >= BINARY_PERCENT * looked;
  // Packed but little, text stands there as it is; what frames it has a NUL soon.
  if (isBinary || head.subarray(0, FORM_BYTES).includes(0)) {
    const place = packedIn === undefined ? 'begins' : `begins, inside ${packedIn},`;
    throw new SourceFault(
      `${place} with bytes that are no text, in no form known here: it may be packed or encrypted`,
    );
  }
}

/** What is read by itself, and not in something else. */
function findReadForm(head: Buffer): KnownForm | undefined {
  if (isGzip(head)) return GZIP;
  if (isZstd(head)) return ZSTD;
  return isParquet(head) ? { what: 'Parquet' } : undefined;
}

function isParquet(head: Buffer): boolean {
  return head.toString('latin1', 0, 4) === 'PAR1';
}

/** Byte order marks of other encodings than UTF-8, in hexadecimal. UTF-32's begins as one of UTF-16. */
const ENCODINGS: readonly (readonly [mark: string, encoding: string])[] = [
  ['fffe0000', 'UTF-32'],
  ['0000feff', 'UTF-32'],
  ['fffe', 'UTF-16'],
  ['feff', 'UTF-16'],
];

function findEncoding(head: Buffer): string | undefined {
  const begin = head.toString('hex', 0, 4);
  return ENCODINGS.find(([mark]) => begin.startsWith(mark))?.[1];
}

/** A sentence that goes on from the file's name, with what to do. */
function describe(
  { what, advice, unpacking }: KnownForm,
  file: string,
  packedIn: ReadPacked | undefined,
): string {
  const is = `is ${what}${packedIn === undefined ? '' : ` inside ${packedIn}`}`;
  if (advice !== undefined) return `${is}, which is not read; ${advice} instead`;
  const outer = packedIn === undefined ? undefined : READ_PACKED[packedIn].unpacking;
  const steps = [outer, unpacking].filter((step) => step !== undefined);
  if (file === STDIN) {
    const command = steps.map(({ stream }) => stream).join(' | ');
    const isStream = steps.every(({ stream, givesFiles }) => stream !== undefined && !givesFiles);
    return isStream
      ? `${is}; unpack it on the way, with \`${command}\``
      : `${is}; unpack it and name the files`;
  }
  return `${is}; unpack it first, with \`${commandFor(steps, file)}\``;
}

function commandFor(steps: readonly Unpacking[], file: string): string {
  const [first, ...rest] = steps;
  const path = quotePath(file);
  if (first === undefined) return '';
  const isNamed = first.suffix === undefined || file.endsWith(first.suffix);
  if (isNamed && rest.length === 0) return `${first.command} ${path}`;
  const out = quotePath(`${file}.unpacked`);
  const streamed = rest.every(({ stream }) => stream !== undefined);
  if (!streamed)
    return `${first.stream} < ${path} > ${out} && ${rest.map(({ command }) => command).join()} ${out}`;
  const pipe = [`${first.stream} < ${path}`, ...rest.map(({ stream }) => stream)].join(' | ');
  return rest.at(-1)?.givesFiles === true ? pipe : `${pipe} > ${out}`;
}
