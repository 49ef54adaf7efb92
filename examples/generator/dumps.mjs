import { dumpLines } from './dump-lines.mjs';
import { createRandom } from './random.mjs';
import { day, hour, unixSeconds } from './times.mjs';

// Brambledesk used Segment until the spring of 2026, RudderStack since, and a collector of its own beside it.
const segmentWeb = 'bramble5webSOURCE1';
const segmentServer = 'bramble5apiSOURCE2';
const rudderWeb = '2BrambledeskWebSampleSource';
const rudderApp = '2BrambledeskAppSampleSource';

const plans = [
  {
    ...segment(segmentWeb, '2025-09-15', 'a1'),
    count: 430,
    namesakes: 1,
    repeats: 1,
    badLines: ['truncated'],
  },
  {
    ...segment(segmentServer, '2025-12-01', 'b1'),
    count: 460,
    namesakes: 2,
    repeats: 1,
    badLines: ['blank'],
  },
  {
    ...segment(segmentWeb, '2026-03-03', 'c1'),
    count: 520,
    // A host that appends to a file it has closed leaves several gzip members in it.
    members: 3,
    namesakes: 2,
    repeats: 1,
    badLines: ['text'],
  },
  {
    ...segment(segmentWeb, '2026-03-03', 'c2'),
    count: 380,
    namesakes: 1,
    repeats: 1,
    badLines: [],
    // A retry of the host: the last lines of the file before stand here again.
    repeatsTail: 3,
  },
  {
    ...rudder(rudderWeb, '2026-04-14'),
    count: 470,
    namesakes: 2,
    repeats: 1,
    badLines: ['number', 'truncated'],
  },
  { ...rudder(rudderApp, '2026-06-24'), count: 440, namesakes: 1, repeats: 1, badLines: [] },
  { ...rudder(rudderWeb, '2026-08-12'), count: 450, namesakes: 2, repeats: 1, badLines: ['text'] },
  {
    path: 'dumps/live.ndjson',
    form: 'plain',
    fromMs: Date.parse('2026-09-01T00:00:00Z'),
    toMs: Date.parse('2026-10-31T23:30:00Z'),
    count: 280,
    namesakes: 1,
    repeats: 1,
    badLines: ['blank', 'array', 'truncated', 'text'],
    mixedLineEndings: true,
  },
];

/** Every file of the dumps: its path, and its text as one part for each gzip member (or the only part). */
export function inventDumps(people) {
  let before = [];
  return plans.map(
    ({ path, fromMs, toMs, count, repeatsTail = 0, members = 1, mixedLineEndings, ...content }) => {
      const lines = dumpLines(createRandom(path), people, {
        ...content,
        period: { fromMs, toMs, count },
        repeated: before.slice(before.length - repeatsTail),
      });
      before = lines;
      return { path, parts: split(lines, members).map((part) => text(part, mixedLineEndings)) };
    },
  );
}

function segment(source, isoDate, name) {
  const fromMs = Date.parse(`${isoDate}T00:00:00Z`);
  const file = `${name}${createRandom(`${source}/${isoDate}/${name}`).hex(30)}.gz`;
  return {
    path: `dumps/segment-logs/${source}/${fromMs}/${file}`,
    form: 'segment',
    fromMs,
    toMs: fromMs + 23 * hour,
  };
}

function rudder(source, isoDate) {
  const fromMs = Date.parse(`${isoDate}T00:00:00Z`);
  const [year, month, date] = isoDate.split('-');
  const file = `${unixSeconds(fromMs + day)}.${source}.${createRandom(source + isoDate).uuid()}.json.gz`;
  return {
    path: `dumps/rudder-logs/${source}/${month}-${date}-${year}/${file}`,
    form: 'rudder',
    fromMs,
    toMs: fromMs + 23 * hour,
  };
}

function split(lines, count) {
  const size = Math.ceil(lines.length / count);
  return Array.from({ length: count }, (_, part) => lines.slice(part * size, (part + 1) * size));
}

const text = (lines, mixedLineEndings = false) =>
  lines.map((line, at) => `${line}${mixedLineEndings && at % 3 === 1 ? '\r\n' : '\n'}`).join('');
