import { setTimeout as wait } from 'node:timers/promises';
import { endOfTest } from './lifetime';

/** Far beyond what anything waited for takes, even on a machine that is busy with something else. */
const LIMIT_MS = 150_000;
const LOOK_EVERY_MS = 10;

/** Waits until the check holds, and says what it waited for where that does not come. */
export async function until(what: string, check: () => boolean | Promise<boolean>): Promise<void> {
  const end = endOfTest();
  for (const limitMs = performance.now() + LIMIT_MS; performance.now() < limitMs;) {
    if (await check()) return;
    await wait(LOOK_EVERY_MS);
    end.throwIfAborted();
  }
  throw new Error(`Waited ${LIMIT_MS / 1_000} seconds in vain until ${what}.`);
}
