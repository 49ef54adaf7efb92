import { parentPort, workerData } from 'node:worker_threads';
import { createDecider } from '../reading/dump';
import { readValuesAlone } from '../sources/json/read-values';
import { CountedOnce } from '../sources/warehouse/counted-once';
import { JsonRows } from '../sources/warehouse/read-json-rows';
import { DumpProfile } from './dump-profile';
import { MomentList } from './moments';
import type { LinesToProfile, ProfileWorkerData, ProfileWorkerReply } from './profile-workers';
import { placeOf } from './samples';

// The thread that ProfileWorkers start: answers each batch of lines with its moments, and the end with its profile.

const { deciding, options } = workerData as ProfileWorkerData;
const decideFate = createDecider(deciding);
const moments = new MomentList();
const profile = new DumpProfile(options, moments);
/** Files that begin with a row of a table are not read here, and nor are any where the mapping says what columns are. */
const rows = new JsonRows({
  file: '',
  columns: undefined,
  countedOnce: new CountedOnce(),
  onUnreadColumn: () => undefined,
});

parentPort?.on('message', (lines: LinesToProfile | 'end') => {
  if (lines === 'end') reply({ kind: 'profile', profile: profile.state });
  else reply(profileLines(lines));
});

function profileLines({ file, lines: { bytes, ...lines }, areLast }: LinesToProfile): ProfileWorkerReply {
  const before = profile.counts.calls;
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const records = readValuesAlone({ bytes: buffer, ...lines }, areLast);
  for (const { content: read, number, index } of records ?? []) {
    const content = rows.read(read);
    profile.add(content, decideFate(content), placeOf(file, number, index));
  }
  return {
    kind: 'lines',
    calls: profile.counts.calls - before,
    moments: moments.take(),
    cannotGoOn: records === undefined || profile.isFull,
  };
}

function reply(message: ProfileWorkerReply): void {
  parentPort?.postMessage(message, message.kind === 'lines' ? [message.moments.buffer as ArrayBuffer] : []);
}
