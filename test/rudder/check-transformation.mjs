import { readFileSync } from 'node:fs';
import { RECORDED, recordTransformation } from './record-transformation.mjs';

/**
 * Compares what a checkout of rudder-transformer, installed and built, makes of our transformation in its own isolated-vm
 * with what is recorded. One line for each case in which it differs; none: all is well.
 */
export function checkTransformation(checkout) {
  const [, ...recorded] = linesOf(readFileSync(RECORDED, 'utf8'));
  const [, ...now] = linesOf(recordTransformation(checkout));
  const known = new Map(recorded.map((answer) => [answer.because, JSON.stringify(answer)]));
  return now
    .filter((answer) => known.get(answer.because) !== JSON.stringify(answer))
    .map(({ because }) => `The transformation: another answer than recorded where ${because}`);
}

function linesOf(text) {
  return text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
}
