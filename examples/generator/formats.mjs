import { dumpLines } from './dump-lines.mjs';
import { writeParquet } from './parquet.mjs';
import { createRandom } from './random.mjs';
import { day, hour, isoUtc, unixSeconds } from './times.mjs';
import { columnsOf, toCsv, warehouseRow } from './warehouse.mjs';

const fromMs = Date.parse('2026-05-04T00:00:00Z');
const period = { fromMs, toMs: fromMs + 2 * day, count: 40 };

/** One small file for each further form in which calls may come: its path, and its content as text or bytes. */
export function inventFormats(people) {
  const random = createRandom('formats');
  const invent = (form) =>
    dumpLines(random, people, { form, period, namesakes: 0, repeats: 0, badLines: [] }).map((line) =>
      JSON.parse(line),
    );
  const segmentCalls = invent('segment');
  const rudderCalls = invent('rudder');
  return [
    { path: 'formats/calls.json', content: `${JSON.stringify(segmentCalls, null, 2)}\n` },
    {
      path: 'formats/batch.json',
      content: JSON.stringify({ sentAt: isoUtc(period.toMs), batch: segmentCalls }),
    },
    { path: archivePath(random), content: rudderCalls.map(archived).join('') },
    ...tables(random, people),
  ];
}

// Source: rudder-server, archiver/worker.go
function archivePath(random) {
  const seconds = unixSeconds(fromMs + 9 * hour);
  const file = `${seconds}_${seconds + 600}_2BrambledeskWorkspace_${random.uuid()}.json.gz`;
  return `formats/rudder-archive/2BrambledeskWebSampleSource/gw/2026-05-04/9/1/${file}`;
}

const archived = (call) =>
  `${JSON.stringify({
    userId: `${call.anonymousId}<<>>${call.userId ?? ''}`,
    payload: call,
    createdAt: call.receivedAt,
    messageId: call.messageId,
  })}\n`;

// A warehouse has a table for each event.
function tables(random, people) {
  const calls = dumpLines(random, people, {
    form: 'segment',
    period: { ...period, count: 700 },
    namesakes: 0,
    repeats: 0,
    badLines: [],
  }).map((line) => JSON.parse(line));
  const rowsOf = (event) =>
    calls
      .filter((call) => call.event === event && call.timestamp !== undefined && !isUnreadable(call.timestamp))
      .slice(0, 20)
      .map((call) => warehouseRow(call));
  const orders = rowsOf('Order Completed');
  const subscriptions = rowsOf('Subscription Started');
  return [
    { path: 'formats/warehouse/order_completed.csv', content: toCsv(columnsOf(orders), orders) },
    {
      path: 'formats/warehouse/subscription_started.parquet',
      content: writeParquet(columnsOf(subscriptions), subscriptions),
    },
  ];
}

const isUnreadable = (time) => Number.isNaN(Date.parse(time)) || time.startsWith('2026-02-30');
