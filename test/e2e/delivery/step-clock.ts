import type { Clock, HttpSend } from '@intercom-destination/core';
import { stopAtEnd } from '../../lifetime/lifetime';

/** A clock that stands still while anything is under way, so that what it shows owes nothing to the machine's speed. */
export interface StepClock extends Clock {
  /** The same function, for which the clock waits; by the clock an answer takes so long. */
  timed(http: HttpSend, answerMs: number): HttpSend;
}

interface Waiter {
  readonly atMs: number;
  readonly wake: () => void;
}

/** Moves on to the next moment that somebody waits for as soon as no request is without its answer. */
export function createStepClock(startMs: number): StepClock {
  let nowMs = startMs;
  let underWay = 0;
  let waiters: Waiter[] = [];
  let turn = setImmediate(step);
  stopAtEnd(() => {
    clearImmediate(turn);
  });

  function step(): void {
    if (underWay === 0 && waiters.length > 0) {
      const nextMs = Math.min(...waiters.map(({ atMs }) => atMs));
      nowMs = Math.max(nowMs, nextMs);
      const due = waiters.filter(({ atMs }) => atMs <= nowMs);
      waiters = waiters.filter(({ atMs }) => atMs > nowMs);
      for (const { wake } of due) wake();
    }
    turn = setImmediate(step);
  }

  const clock: StepClock = {
    now: () => nowMs,
    wait: (ms, signal) =>
      new Promise((resolve, reject) => {
        const waiter: Waiter = {
          atMs: nowMs + ms,
          wake: () => {
            signal?.removeEventListener('abort', onAbort);
            resolve();
          },
        };
        const onAbort = () => {
          waiters = waiters.filter((other) => other !== waiter);
          reject(new Error('aborted'));
        };
        if (signal?.aborted === true) {
          onAbort();
          return;
        }
        signal?.addEventListener('abort', onAbort, { once: true });
        waiters.push(waiter);
      }),
    timed: (http, answerMs) => async (request, signal) => {
      underWay += 1;
      const reply = await http(request, signal).finally(() => {
        underWay -= 1;
      });
      await clock.wait(answerMs);
      return reply;
    },
  };
  return clock;
}
