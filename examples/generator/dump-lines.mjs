import { withDefects } from './defects.mjs';
import { withNamesakes } from './namesakes.mjs';
import { plainCall } from './plain-call.mjs';
import { rudderCall } from './rudder-call.mjs';
import { segmentCall } from './segment-call.mjs';
import { moments } from './visits.mjs';

const envelopes = { segment: segmentCall, rudder: rudderCall, plain: plainCall };

/** The lines of one file of a dump, without line endings, bad lines and repeated ones among them. */
export function dumpLines(random, people, { form, period, namesakes, repeats, badLines, repeated = [] }) {
  const { moments: happened, places } = withNamesakes(random, moments(random, people, period), namesakes);
  const whole = happened.map((moment) => envelopes[form](random, moment));
  const candidates = whole.flatMap(({ event }, at) => (event === undefined || places.has(at) ? [] : [at]));
  const { calls, spoiled } = withDefects(random, whole, candidates);
  const lines = calls.map((call) => JSON.stringify(call));

  const sound = candidates.filter((at) => !spoiled.has(at));
  const sentTwice = random
    .sample(sound, repeats)
    .map((at) => ({ line: lines[at], after: at + random.integer(1, 40) }));
  return insert(lines, [
    ...sentTwice,
    ...repeated.map((line, number) => ({ line, after: number })),
    ...badLines.map((kind) => ({
      line: badLine(kind, random.pick(lines)),
      after: random.integer(5, lines.length - 5),
    })),
  ]);
}

function badLine(kind, line) {
  switch (kind) {
    case 'truncated':
      return line.slice(0, Math.floor(line.length * 0.6));
    case 'text':
      return 'WARN collector restarted, 0 calls lost';
    case 'blank':
      return '';
    case 'number':
      return '42';
    case 'array':
      return '["not","a","call"]';
    default:
      throw new Error(`no such bad line: ${kind}`);
  }
}

function insert(lines, additions) {
  const after = new Map();
  for (const { line, after: at } of additions) {
    const place = Math.min(at, lines.length - 1);
    after.set(place, [...(after.get(place) ?? []), line]);
  }
  return lines.flatMap((line, at) => [line, ...(after.get(at) ?? [])]);
}
