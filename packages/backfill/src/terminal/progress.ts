import { SingleBar } from 'cli-progress';
import { formatCount, formatSeconds, plural } from './format';
import { describeDetail, detailToJson, isHeldUp, type ProgressDetail } from './progress-detail';
import { RecentRate } from './recent-rate';

/** `auto`: a bar on a terminal, lines elsewhere. */
export const PROGRESS_FORMS = ['auto', 'bar', 'lines', 'json', 'none'] as const;
export type ProgressForm = (typeof PROGRESS_FORMS)[number];

/** Shows how far long work is, on standard error. */
export interface Progress {
  readonly update: (done: number) => void;
  readonly stop: () => void;
}

interface ProgressOptions {
  readonly title: string;
  readonly form: ProgressForm;
  /** `undefined`: not known. */
  readonly total?: number;
  /** By an earlier start. */
  readonly alreadyDone?: number;
  readonly readDetail?: () => ProgressDetail;
}

const LINE_EVERY_MS = 10_000;
const TICK_MS = 1_000;

/** A bar with rate, window use and remaining time; a plain line every ten seconds; or JSON, a line each second. */
export function showProgress(options: ProgressOptions): Progress {
  const { form, alreadyDone = 0, total } = options;
  let done = alreadyDone;
  const rate = new RecentRate(Date.now(), done);
  const measure = () => {
    const perSecond = rate.perSecond(Date.now(), done);
    const left = total === undefined ? undefined : Math.max(0, total - done);
    return {
      done,
      perSecond,
      secondsLeft: left === undefined || perSecond === 0 ? undefined : left / perSecond,
    };
  };
  const show = createShow(form === 'auto' ? (process.stderr.isTTY ? 'bar' : 'lines') : form, options);
  show.tick(measure());
  const timer = setInterval(() => {
    show.tick(measure());
  }, TICK_MS);
  timer.unref();
  return {
    update: (count) => {
      done = count;
    },
    stop: () => {
      clearInterval(timer);
      show.stop(measure());
    },
  };
}

interface Measured {
  readonly done: number;
  readonly perSecond: number;
  /** `undefined`: not known. */
  readonly secondsLeft: number | undefined;
}

interface Show {
  /** Once at the start, then once a second. */
  readonly tick: (measured: Measured) => void;
  readonly stop: (measured: Measured) => void;
}

function createShow(form: Exclude<ProgressForm, 'auto'>, options: ProgressOptions): Show {
  // Of nothing there is no share.
  if (options.total === 0) return SILENT;
  switch (form) {
    case 'bar':
      return createBar(options);
    case 'lines':
      return createLines(options);
    case 'json':
      return createJson(options);
    case 'none':
      return SILENT;
    default:
      return form satisfies never;
  }
}

const SILENT: Show = { tick: () => undefined, stop: () => undefined };

/** A terminal of 80 columns cuts the rest off, so the reason for a wait stands in front, and the window at the end. */
const BAR_COLUMNS = 12;

function describeOnBar(detail: ProgressDetail | undefined): { reason: string; window: string } {
  const text = describeDetail(detail, ' · ');
  return isHeldUp(detail) ? { reason: text, window: '' } : { reason: '', window: text };
}

function createBar({ title, total, readDetail }: ProgressOptions): Show {
  const share = total === undefined ? '{count} calls' : '{bar} {percentage}%{reason} · {count}';
  const bar = new SingleBar({
    format: `${title} ${share} · {rate}{left}{window}`,
    stream: process.stderr,
    hideCursor: true,
    fps: 5,
    barsize: BAR_COLUMNS,
    barCompleteChar: '█',
    barIncompleteChar: '░',
  });
  const payload = ({ done, perSecond, secondsLeft }: Measured) => ({
    count: total === undefined ? formatCount(done) : `${formatCount(done)}/${formatCount(total)}`,
    rate: formatRate(perSecond),
    ...describeOnBar(readDetail?.()),
    left: secondsLeft === undefined ? '' : ` · ETA ${formatSeconds(secondsLeft)}`,
  });
  let hasBegun = false;
  const tick = (measured: Measured) => {
    if (hasBegun) bar.update(measured.done, payload(measured));
    else bar.start(total ?? 0, measured.done, payload(measured));
    hasBegun = true;
  };
  return {
    tick,
    stop: (measured) => {
      tick(measured);
      bar.stop();
    },
  };
}

function createLines({ title, total, readDetail }: ProgressOptions): Show {
  let lastLineMs = Date.now();
  const tick = ({ done, perSecond, secondsLeft }: Measured) => {
    const nowMs = Date.now();
    if (nowMs - lastLineMs < LINE_EVERY_MS) return;
    lastLineMs = nowMs;
    const ofTotal = total === undefined ? '' : ` of ${formatCount(total)}`;
    const share = total === undefined ? '' : ` (${Math.floor((done / total) * 100)} %)`;
    const eta = secondsLeft === undefined ? '' : `, ETA ${formatSeconds(secondsLeft)}`;
    const detail = describeDetail(readDetail?.(), ', ');
    console.error(
      `${title} ${formatCount(done)}${ofTotal} calls${share}, ${formatRate(perSecond)}${detail}${eta}`,
    );
  };
  return { tick, stop: () => undefined };
}

function createJson({ title, total, readDetail }: ProgressOptions): Show {
  let hasBegun = false;
  const write = ({ done, perSecond, secondsLeft }: Measured) => {
    const detail = readDetail?.();
    const line = {
      at: new Date().toISOString(),
      phase: title.toLowerCase(),
      done,
      total,
      per_second: Math.round(perSecond),
      seconds_left: secondsLeft === undefined ? undefined : Math.ceil(secondsLeft),
      ...(detail === undefined ? {} : detailToJson(detail)),
    };
    console.error(JSON.stringify(line));
  };
  return {
    tick: (measured) => {
      if (hasBegun) write(measured);
      hasBegun = true;
    },
    stop: write,
  };
}

function formatRate(perSecond: number): string {
  return `${plural(Math.round(perSecond), 'call')}/s`;
}
