import { SourceFault } from '../source-fault';
import type { ByteReader } from './byte-reader';
import { ZstdFault } from './zstd-fault';

/** How a frame of zstd begins, by RFC 8878, 3.1.1.1. */
export interface ZstdFrame {
  /** The bytes of its header, the magic number included. */
  readonly header: Buffer;
  readonly hasChecksum: boolean;
  /** Bytes unpacked; `undefined`: the frame does not say it. */
  readonly contentBytes: bigint | undefined;
  /** Bytes unpacked of one block, at most. */
  readonly blockBytesMax: number;
}

/**
 * A frame may refer to what lies so far behind, which must be held in memory. The library reads distances of 26 bits or more
 * wrongly, and moves the whole window after each block. `zstd` itself goes to 8 MB without `--long` and `--ultra`.
 */
export const WINDOW_BYTES_MAX = 32 * 2 ** 20;

/** RFC 8878, 3.1.1.2.3. */
const BLOCK_BYTES_MAX = 128 * 1024;

const CONTENT_SIZE_BYTES = [0, 2, 4, 8] as const;
const DICTIONARY_BYTES = [0, 1, 2, 4] as const;

/** Reads on from the magic number. */
export async function readFrameHeader(magic: Buffer, bytes: ByteReader): Promise<ZstdFrame> {
  const descriptor = await takeAll(bytes, 1);
  const flags = descriptor.readUInt8();
  if ((flags & 0b1000) !== 0) throw new ZstdFault('a frame has a header of a later version');
  const isSingleSegment = (flags & 0b10_0000) !== 0;
  const sizeFlag = flags >> 6;
  const sizeBytes = sizeFlag === 0 && isSingleSegment ? 1 : (CONTENT_SIZE_BYTES[sizeFlag] ?? 0);
  const dictionaryBytes = DICTIONARY_BYTES[flags & 0b11] ?? 0;
  const window = await takeAll(bytes, isSingleSegment ? 0 : 1);
  const dictionary = await takeAll(bytes, dictionaryBytes);
  const size = await takeAll(bytes, sizeBytes);
  if (dictionary.some((byte) => byte !== 0)) {
    throw new SourceFault('is packed by zstd with a dictionary; unpack it first, with zstd -d -D');
  }
  const contentBytes = readContentSize(size);
  const windowBytes = isSingleSegment ? Number(contentBytes) : readWindow(window.readUInt8());
  if (windowBytes > WINDOW_BYTES_MAX) {
    throw new SourceFault(
      `is packed by zstd with a window of ${Math.ceil(windowBytes / 2 ** 20)} MB, and up to ${WINDOW_BYTES_MAX / 2 ** 20} MB are read; unpack it first, with zstd -d --long=31`,
    );
  }
  return {
    header: Buffer.concat([magic, descriptor, window, dictionary, size]),
    hasChecksum: (flags & 0b100) !== 0,
    contentBytes,
    blockBytesMax: Math.min(BLOCK_BYTES_MAX, windowBytes),
  };
}

/** Exactly so many bytes; throws where the data end before. */
export async function takeAll(bytes: ByteReader, count: number): Promise<Buffer> {
  const taken = await bytes.take(count);
  if (taken.length < count) throw new ZstdFault();
  return taken;
}

function readContentSize(bytes: Buffer): bigint | undefined {
  switch (bytes.length) {
    case 1:
      return BigInt(bytes.readUInt8());
    case 2:
      return BigInt(bytes.readUInt16LE() + 256);
    case 4:
      return BigInt(bytes.readUInt32LE());
    case 8:
      return bytes.readBigUInt64LE();
    default:
      return undefined;
  }
}

function readWindow(descriptor: number): number {
  const base = 2 ** (10 + (descriptor >> 3));
  return base + (base / 8) * (descriptor & 0b111);
}
