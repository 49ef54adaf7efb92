import type { Waiting, WindowUse } from '@intercom-destination/core';
import { formatSeconds } from './format';

/** What there is to say beside the count. */
export interface ProgressDetail {
  /** Who is sent to, as in "Intercom answers 500". */
  readonly receiver: string;
  readonly window?: WindowUse | undefined;
  readonly waiting?: Waiting | undefined;
  readonly isInOutage: boolean;
  /** What is under way is finished, and no more is begun. */
  readonly isStopping: boolean;
}

/** Each part behind the separator. */
export function describeDetail(detail: ProgressDetail | undefined, separator: string): string {
  if (detail === undefined) return '';
  const { receiver, window, waiting, isStopping } = detail;
  const reason = waiting === undefined ? undefined : describeWaiting(waiting, receiver);
  const use = reason === undefined && window !== undefined ? describeWindow(window) : undefined;
  return [isStopping ? 'stopping' : undefined, reason, use]
    .filter((part) => part !== undefined)
    .map((part) => `${separator}${part}`)
    .join('');
}

/** Whether the detail says why less is sent than could be. */
export function isHeldUp(detail: ProgressDetail | undefined): boolean {
  if (detail === undefined) return false;
  const { receiver, waiting, isStopping } = detail;
  return isStopping || (waiting !== undefined && describeWaiting(waiting, receiver) !== undefined);
}

/** For a program that reads the progress. */
export function detailToJson({ window, waiting, isInOutage }: ProgressDetail): object {
  return { window, outage: isInOutage, waiting: waiting === undefined ? undefined : waitingToJson(waiting) };
}

function waitingToJson(waiting: Waiting): object {
  const seconds = Math.ceil(waiting.ms / 1_000);
  switch (waiting.for) {
    case 'answer':
      return { for: 'answer', seconds };
    case 'next_try':
      return { for: 'next_try', seconds, status: waiting.status };
    case 'rate':
      return { for: 'rate', seconds, ...(waiting.isRefused ? { status: 429 } : {}) };
    default:
      return waiting satisfies never;
  }
}

function describeWindow(window: WindowUse): string {
  const percent = (calls: number) => Math.round((calls / window.limit) * 100);
  const others = percent(window.others);
  return `window ${percent(window.ours)} %${others === 0 ? '' : `, others ${others} %`}`;
}

/** A shorter wait is the pace of every run. */
const WORTH_SAYING_MS = 2_000;

/** Why nothing is sent to `receiver` just now; `undefined`: what it waits for is not worth a word. */
function describeWaiting(waiting: Waiting, receiver: string): string | undefined {
  if (waiting.ms < WORTH_SAYING_MS && waiting.for === 'rate') return undefined;
  const time = formatSeconds(waiting.ms / 1_000);
  switch (waiting.for) {
    case 'answer':
      return `no answer from ${receiver} for ${time}`;
    case 'next_try':
      return `${waiting.status === undefined ? `${receiver} cannot be reached` : `${receiver} answers ${waiting.status}`}, next try in ${time}`;
    case 'rate':
      return waiting.isRefused
        ? `${receiver} answers 429, the window opens in ${time}`
        : `next request in ${time}, to keep to the rate`;
    default:
      return waiting satisfies never;
  }
}
