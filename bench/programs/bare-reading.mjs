import { createReadStream } from 'node:fs';
import { StringDecoder } from 'node:string_decoder';
import { createGunzip } from 'node:zlib';

// The floor of reading a dump: unpack, split, parse. Prints how many lines were calls.
const CHUNK_BYTES = 256 * 1024;
const decoder = new StringDecoder('utf8');
let calls = 0;
let rest = '';
const file = createReadStream(process.argv[2], { highWaterMark: CHUNK_BYTES });
for await (const chunk of file.pipe(createGunzip({ chunkSize: CHUNK_BYTES }))) {
  const lines = (rest + decoder.write(chunk)).split('\n');
  rest = lines.pop();
  for (const line of lines) if (JSON.parse(line) !== null) calls += 1;
}
if (rest !== '' && JSON.parse(rest) !== null) calls += 1;
console.log(calls);
