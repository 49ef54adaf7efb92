import { parentPort, workerData } from 'node:worker_threads';
import { createDecider } from '../reading/dump';
import { parseLines } from '../sources/parse-lines';
import type { RawLines } from '../sources/raw-lines';
import { DumpProfile } from './dump-profile';
import { MomentList } from './moments';
import type { ProfileWorkerData, ProfileWorkerReply } from './profile-workers';

// The thread that ProfileWorkers start: answers each batch of lines with its moments, and the end with its profile.

const { deciding, options } = workerData as ProfileWorkerData;
const decideFate = createDecider(deciding);
const moments = new MomentList();
const profile = new DumpProfile(options, moments);

parentPort?.on('message', (lines: RawLines | 'end') => {
  if (lines === 'end') reply({ kind: 'profile', profile: profile.state });
  else reply(profileLines(lines));
});

function profileLines({ bytes, ...lines }: RawLines): ProfileWorkerReply {
  const before = profile.counts.calls;
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (const { content } of parseLines({ bytes: buffer, ...lines }))
    profile.add(content, decideFate(content));
  return {
    kind: 'lines',
    calls: profile.counts.calls - before,
    moments: moments.take(),
    isFull: profile.isFull,
  };
}

function reply(message: ProfileWorkerReply): void {
  parentPort?.postMessage(message, message.kind === 'lines' ? [message.moments.buffer as ArrayBuffer] : []);
}
