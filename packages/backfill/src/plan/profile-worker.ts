import { parentPort, workerData } from 'node:worker_threads';
import { createDecider } from '../reading/dump';
import { parseLines } from '../sources/parse-lines';
import type { RawLines } from '../sources/raw-lines';
import { MomentList } from './moments';
import { Stock } from './dump-profile';
import type { StockWorkerData, StockWorkerReply } from './profile-workers';

// The thread that StockWorkers start: answers each batch of lines with its moments, and the end with its stock.

const { deciding, options } = workerData as StockWorkerData;
const decideFate = createDecider(deciding);
const moments = new MomentList();
const stock = new Stock(options, moments);

parentPort?.on('message', (lines: RawLines | 'end') => {
  if (lines === 'end') reply({ kind: 'stock', stock: stock.state });
  else reply(takeStockOf(lines));
});

function takeStockOf({ bytes, ...lines }: RawLines): StockWorkerReply {
  const before = stock.counts.calls;
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (const { content } of parseLines({ bytes: buffer, ...lines })) stock.add(content, decideFate(content));
  return {
    kind: 'lines',
    calls: stock.counts.calls - before,
    moments: moments.take(),
    isFull: stock.isFull,
  };
}

function reply(message: StockWorkerReply): void {
  parentPort?.postMessage(message, message.kind === 'lines' ? [message.moments.buffer as ArrayBuffer] : []);
}
