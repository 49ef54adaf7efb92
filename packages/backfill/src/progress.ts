import { SingleBar } from 'cli-progress';

/** Shows how far long work is, on standard error. */
export interface Progress {
  readonly update: (done: number) => void;
  readonly stop: () => void;
}

const LINE_EVERY_MS = 10_000;

/** A bar with rate and remaining time on a terminal; elsewhere a plain line every ten seconds. */
export function showProgress(title: string, total: number, alreadyDone = 0): Progress {
  return process.stderr.isTTY ? showBar(title, total, alreadyDone) : showLines(title, total, alreadyDone);
}

function showBar(title: string, total: number, alreadyDone: number): Progress {
  const startedMs = Date.now();
  const bar = new SingleBar({
    format: `${title} {bar} {percentage}% · {value}/{total} calls · {rate} · ETA {eta_formatted}`,
    stream: process.stderr,
    hideCursor: true,
    etaBuffer: 500,
    fps: 5,
    barCompleteChar: '█',
    barIncompleteChar: '░',
  });
  bar.start(total, alreadyDone, { rate: '' });
  return {
    update: (done) => {
      bar.update(done, { rate: formatRate(done - alreadyDone, Date.now() - startedMs) });
    },
    stop: () => {
      bar.stop();
    },
  };
}

function showLines(title: string, total: number, alreadyDone: number): Progress {
  const startedMs = Date.now();
  let lastLineMs = startedMs;
  return {
    update: (done) => {
      const nowMs = Date.now();
      if (nowMs - lastLineMs < LINE_EVERY_MS) return;
      lastLineMs = nowMs;
      const elapsedMs = nowMs - startedMs;
      const share = total === 0 ? '' : ` (${Math.floor((done / total) * 100)} %)`;
      const ofTotal = total === 0 ? '' : ` of ${total}`;
      const made = done - alreadyDone;
      const eta =
        total === 0 || made === 0 ? '' : `, ETA ${formatSeconds(((total - done) * elapsedMs) / made / 1000)}`;
      console.error(`${title} ${done}${ofTotal} calls${share}, ${formatRate(made, elapsedMs)}${eta}`);
    },
    stop: () => undefined,
  };
}

function formatRate(calls: number, elapsedMs: number): string {
  return `${Math.round((calls / Math.max(1, elapsedMs)) * 1000)} calls/s`;
}

export function formatSeconds(seconds: number): string {
  const whole = Math.ceil(seconds);
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${whole % 60} s`;
  return `${Math.floor(whole / 3600)} h ${Math.floor((whole % 3600) / 60)} min`;
}
