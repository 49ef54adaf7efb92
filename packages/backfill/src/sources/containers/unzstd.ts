import { Decompress } from 'fzstd';
import xxhash from 'xxhash-wasm';
import { ByteReader } from './byte-reader';
import { ZstdFault } from './zstd-fault';
import { readFrameHeader, takeAll, type ZstdFrame } from './zstd-frame';

const FRAME = 0xfd2fb528;
/** Sixteen magic numbers, of which the last four bits are free. */
const SKIPPABLE_FRAME = 0x184d2a50;

/** What is unpacked is given out when there is so much of it. */
const CHUNK_BYTES = 128 * 1024;

/**
 * Unpacks every frame of zstd. Throws `ZstdFault` where the data end too early or are corrupt, and `SourceFault` where a frame
 * needs more than is read here. The frames are taken apart here and their blocks unpacked by the library, which knows neither
 * checksums nor where it stands.
 */
export async function* unzstd(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const bytes = new ByteReader(chunks);
  const hashes = await xxhash();
  try {
    for (;;) {
      const magic = await bytes.take(4);
      if (magic.length === 0) return;
      if (magic.length < 4) throw new ZstdFault();
      const number = magic.readUInt32LE();
      if ((number & 0xfffffff0) >>> 0 === SKIPPABLE_FRAME) {
        const size = await takeAll(bytes, 4);
        if (!(await bytes.skip(size.readUInt32LE()))) throw new ZstdFault();
      } else if (number === FRAME) {
        yield* readFrame(await readFrameHeader(magic, bytes), bytes, hashes.create64());
      } else throw new ZstdFault('what follows a frame is none');
    }
  } finally {
    await bytes.close();
  }
}

type Hash = ReturnType<Awaited<ReturnType<typeof xxhash>>['create64']>;

async function* readFrame(frame: ZstdFrame, bytes: ByteReader, hash: Hash): AsyncGenerator<Buffer> {
  let unpacked: Buffer[] = [];
  let pending = 0;
  let total = 0n;
  const decoder = new Decompress((data) => {
    hash.update(data);
    total += BigInt(data.length);
    pending += data.length;
    if (data.length > 0) unpacked.push(Buffer.from(data.buffer, data.byteOffset, data.length));
  });
  feed(decoder, frame.header, false);
  for (let isLast = false; !isLast;) {
    const { header, content, last } = await readBlock(bytes, frame.blockBytesMax);
    isLast = last;
    const checksum = await takeAll(bytes, isLast && frame.hasChecksum ? 4 : 0);
    feed(decoder, Buffer.concat([header, content, checksum]), isLast);
    if (isLast) requireAsSaid(frame, { checksum, hash, total });
    if (pending >= CHUNK_BYTES || (isLast && pending > 0)) {
      yield Buffer.concat(unpacked);
      unpacked = [];
      pending = 0;
    }
  }
}

/** RFC 8878, 3.1.1.2. */
async function readBlock(bytes: ByteReader, blockBytesMax: number) {
  const header = await takeAll(bytes, 3);
  const said = header.readUIntLE(0, 3);
  const type = (said >> 1) & 0b11;
  const size = said >> 3;
  if (type === BLOCK_TYPES.reserved) throw new ZstdFault('a block is of no known type');
  if (size > blockBytesMax) throw new ZstdFault('a block is larger than any may be');
  const content = await takeAll(bytes, type === BLOCK_TYPES.repeated ? 1 : size);
  return { header, content, last: (said & 1) === 1 };
}

const BLOCK_TYPES = { repeated: 1, reserved: 3 } as const;

function feed(decoder: Decompress, data: Buffer, isLast: boolean): void {
  try {
    decoder.push(data, isLast);
  } catch (error) {
    throw new ZstdFault(error instanceof Error ? error.message : 'unknown fault');
  }
}

function requireAsSaid(
  { contentBytes, hasChecksum }: ZstdFrame,
  found: { readonly checksum: Buffer; readonly hash: Hash; readonly total: bigint },
): void {
  if (contentBytes !== undefined && contentBytes !== found.total) {
    throw new ZstdFault(`a frame says that it holds ${contentBytes} bytes, and holds ${found.total}`);
  }
  if (hasChecksum && BigInt(found.checksum.readUInt32LE()) !== (found.hash.digest() & 0xffffffffn)) {
    throw new ZstdFault('a checksum does not agree');
  }
}
