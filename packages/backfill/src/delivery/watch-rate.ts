import type { PatientSender } from '@intercom-destination/core';
import { readFileSync, rmSync } from 'node:fs';
import { describeRate, parseRate, RATE_FORMS } from '../options/rate';
import type { Log } from '../terminal/log';

const LOOK_EVERY_MS = 1_000;

/**
 * Changes the pace of a run when another rate is written into a file of its run directory. One that an earlier start
 * left there is removed: each start begins with its own `--rate`.
 */
export function watchRate(
  path: string,
  sender: Pick<PatientSender, 'changeRate'>,
  log: Log,
): { readonly stop: () => void } {
  rmSync(path, { force: true });
  let known = '';
  const timer = setInterval(() => {
    const text = readIfThere(path);
    if (text === known || text === '') return;
    known = text;
    const rate = parseRate(text);
    if (rate === undefined) {
      log.warn(`The file ${path} holds no rate; it must be ${RATE_FORMS}.`);
      return;
    }
    sender.changeRate(rate);
    log.info(`The rate is now ${describeRate(rate)}.`);
  }, LOOK_EVERY_MS);
  return {
    stop: () => {
      clearInterval(timer);
    },
  };
}

function readIfThere(path: string): string {
  try {
    return readFileSync(path, 'utf8').trim();
  } catch {
    return '';
  }
}
