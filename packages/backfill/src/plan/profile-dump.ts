import { createDecider, type DumpOptions } from '../reading/dump';
import { errorCodeOf } from '../terminal/error-code';
import { Limiter } from '../filters/limiter';
import { readBatches, readCalls } from '../sources/read-calls';
import { toRecords } from '../sources/record-batch';
import { SameSecondSample, type SameSecondFigures } from './same-second-sample';
import { Stock, type StockOptions } from './dump-profile';
import { StockWorkers } from './profile-workers';

/** What one reading of a dump finds. */
export interface StockTaken {
  readonly stock: Stock;
  readonly sameSecond: SameSecondFigures;
}

interface Reading {
  readonly onProgress: (calls: number) => void;
  readonly signal: AbortSignal;
}

/**
 * Reads the dump to its end, with so many threads beside this one, and once more without them where those cannot do it.
 * Rejects with the signal's reason when that is aborted.
 */
export async function takeStock(
  dump: DumpOptions,
  options: StockOptions & Reading & { readonly workers: number },
): Promise<StockTaken> {
  // A limit counts calls in their order, and the list of people never to send is not copied into each thread.
  const isOneByOne = dump.filters.limit !== undefined || dump.suppression !== undefined;
  const shared = isOneByOne || options.workers === 0 ? undefined : await takeStockInThreads(dump, options);
  return shared ?? takeStockHere(dump, options);
}

async function takeStockHere(
  dump: DumpOptions,
  { nowSeconds, probe, onProgress, signal }: StockOptions & Reading,
): Promise<StockTaken> {
  const sameSecond = new SameSecondSample();
  const stock = new Stock({ nowSeconds, probe }, sameSecond);
  const decideFate = createDecider(dump);
  const limiter = new Limiter(dump.filters.limit);
  for await (const batch of readCalls(dump.files, dump.reading)) {
    for (const { content, position } of batch) {
      stock.add(content, limiter.apply(decideFate(content), position));
    }
    onProgress(stock.counts.calls);
    signal.throwIfAborted();
  }
  return { stock, sameSecond: sameSecond.figures };
}

/** `undefined`: a table is full, so that parts would not add up, or the system grants no threads. */
async function takeStockInThreads(
  dump: DumpOptions,
  options: StockOptions & Reading & { readonly workers: number },
): Promise<StockTaken | undefined> {
  const { nowSeconds, probe, onProgress, signal } = options;
  const sameSecond = new SameSecondSample();
  const stock = new Stock({ nowSeconds, probe }, sameSecond);
  const decideFate = createDecider(dump);
  const { mapping, names, filters } = dump;
  const workers = new StockWorkers(
    options.workers,
    { deciding: { mapping, names, filters, suppression: undefined }, options: { nowSeconds, probe } },
    sameSecond,
  );
  try {
    for await (const { batch } of readBatches(dump.files, dump.reading)) {
      if (batch.kind === 'lines') await workers.add(batch.lines);
      else {
        await workers.settle();
        for (const { content } of toRecords(batch)) stock.add(content, decideFate(content));
      }
      onProgress(stock.counts.calls + workers.calls);
      signal.throwIfAborted();
      if (workers.isFull) return undefined;
    }
    for (const state of await workers.collect()) stock.merge(state);
    onProgress(stock.counts.calls);
    return stock.isFull ? undefined : { stock, sameSecond: sameSecond.figures };
  } catch (error) {
    if (errorCodeOf(error) === 'ERR_WORKER_INIT_FAILED') return undefined;
    throw error;
  } finally {
    await workers.close();
  }
}
