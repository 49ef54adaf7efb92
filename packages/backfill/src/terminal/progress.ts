import type { WindowUse } from '@intercom-destination/core';
import { SingleBar } from 'cli-progress';
import { formatSeconds } from './format';

/** `auto`: a bar on a terminal, lines elsewhere. */
export const PROGRESS_FORMS = ['auto', 'bar', 'lines', 'json', 'none'] as const;
export type ProgressForm = (typeof PROGRESS_FORMS)[number];

/** Shows how far long work is, on standard error. */
export interface Progress {
  readonly update: (done: number) => void;
  readonly stop: () => void;
}

/** What there is to say beside the count. */
export interface ProgressDetail {
  readonly window?: WindowUse | undefined;
  readonly isInOutage?: boolean;
}

interface ProgressOptions {
  readonly title: string;
  readonly form: ProgressForm;
  /** 0: not known. */
  readonly total: number;
  /** By an earlier start. */
  readonly alreadyDone?: number;
  readonly readDetail?: () => ProgressDetail;
}

const LINE_EVERY_MS = 10_000;
const TICK_MS = 1_000;

/** A bar with rate, window use and remaining time; a plain line every ten seconds; or JSON, a line each second. */
export function showProgress(options: ProgressOptions): Progress {
  const { form, alreadyDone = 0 } = options;
  const state: ProgressState = { done: alreadyDone, startedMs: Date.now() };
  const tick = createShow(form === 'auto' ? (process.stderr.isTTY ? 'bar' : 'lines') : form, options, state);
  const timer = setInterval(tick.show, TICK_MS);
  timer.unref();
  return {
    update: (done) => {
      state.done = done;
    },
    stop: () => {
      clearInterval(timer);
      tick.stop();
    },
  };
}

interface ProgressState {
  done: number;
  readonly startedMs: number;
}

interface Show {
  readonly show: () => void;
  readonly stop: () => void;
}

function createShow(
  form: Exclude<ProgressForm, 'auto'>,
  options: ProgressOptions,
  state: ProgressState,
): Show {
  switch (form) {
    case 'bar':
      return createBar(options, state);
    case 'lines':
      return createLines(options, state);
    case 'json':
      return createJson(options, state);
    case 'none':
      return { show: () => undefined, stop: () => undefined };
    default:
      return form satisfies never;
  }
}

function createBar(options: ProgressOptions, state: ProgressState): Show {
  const bar = new SingleBar({
    format: `${options.title} {bar} {percentage}% · {value}/{total} calls · {rate}{detail} · ETA {left}`,
    stream: process.stderr,
    hideCursor: true,
    fps: 5,
    barCompleteChar: '█',
    barIncompleteChar: '░',
  });
  const payload = () => {
    const { perSecond, secondsLeft } = measure(options, state);
    const left = secondsLeft === undefined ? '…' : formatSeconds(secondsLeft);
    return { rate: formatRate(perSecond), detail: describeDetail(options.readDetail?.(), ' · '), left };
  };
  bar.start(options.total, state.done, payload());
  const show = () => {
    bar.update(state.done, payload());
  };
  return {
    show,
    stop: () => {
      show();
      bar.stop();
    },
  };
}

function createLines(options: ProgressOptions, state: ProgressState): Show {
  let lastLineMs = state.startedMs;
  const show = () => {
    const nowMs = Date.now();
    if (nowMs - lastLineMs < LINE_EVERY_MS) return;
    lastLineMs = nowMs;
    const { title, total } = options;
    const { perSecond, secondsLeft } = measure(options, state);
    const ofTotal = total === 0 ? '' : ` of ${total}`;
    const share = total === 0 ? '' : ` (${Math.floor((state.done / total) * 100)} %)`;
    const eta = secondsLeft === undefined ? '' : `, ETA ${formatSeconds(secondsLeft)}`;
    const detail = describeDetail(options.readDetail?.(), ', ');
    console.error(`${title} ${state.done}${ofTotal} calls${share}, ${formatRate(perSecond)}${detail}${eta}`);
  };
  return { show, stop: () => undefined };
}

function createJson(options: ProgressOptions, state: ProgressState): Show {
  const show = () => {
    const { perSecond, secondsLeft } = measure(options, state);
    const { window, isInOutage } = options.readDetail?.() ?? {};
    const line = {
      at: new Date().toISOString(),
      phase: options.title.toLowerCase(),
      done: state.done,
      total: options.total === 0 ? undefined : options.total,
      per_second: Math.round(perSecond),
      seconds_left: secondsLeft === undefined ? undefined : Math.ceil(secondsLeft),
      window,
      outage: isInOutage,
    };
    console.error(JSON.stringify(line));
  };
  return { show, stop: show };
}

function measure(
  { total, alreadyDone = 0 }: ProgressOptions,
  { done, startedMs }: ProgressState,
): { perSecond: number; secondsLeft: number | undefined } {
  const made = done - alreadyDone;
  const perSecond = (made / Math.max(1, Date.now() - startedMs)) * 1000;
  return { perSecond, secondsLeft: total === 0 || made === 0 ? undefined : (total - done) / perSecond };
}

function describeDetail({ window, isInOutage }: ProgressDetail = {}, separator: string): string {
  if (isInOutage === true) return `${separator}waiting: Intercom does not answer`;
  if (window === undefined) return '';
  const share = (calls: number) => `${Math.round((calls / window.limit) * 100)} %`;
  const others = window.others === 0 ? '' : `, others ${share(window.others)}`;
  return `${separator}window ${share(window.ours)}${others}`;
}

function formatRate(perSecond: number): string {
  return `${Math.round(perSecond)} calls/s`;
}
