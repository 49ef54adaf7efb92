const ROUNDS = 21;
const ROUND_MS = 60;

/**
 * Times two pieces of work in turns, so that whatever else the machine does hits both, and gives how many times as
 * long the first takes as the second: the median of the rounds and their quartiles. Each is called with a number of
 * repetitions, and may be asynchronous. `nowNs` is the clock; absent: the one on the wall.
 */
export async function compare(ours, theirs, { rounds = ROUNDS, roundMs = ROUND_MS, nowNs = wallNs } = {}) {
  const counts = [await calibrate(ours, roundMs), await calibrate(theirs, roundMs)];
  const ratios = [];
  const oursNs = [];
  for (let round = 0; round < rounds; round += 1) {
    const first = (await time(ours, counts[0], nowNs)) / counts[0];
    const second = (await time(theirs, counts[1], nowNs)) / counts[1];
    ratios.push(first / second);
    oursNs.push(first);
  }
  return { ...spread(ratios), perCallNs: spread(oursNs).median };
}

/** Nanoseconds a repetition, median. */
export async function timePerCall(work, { rounds = 9, roundMs = ROUND_MS } = {}) {
  const count = await calibrate(work, roundMs);
  const times = [];
  for (let round = 0; round < rounds; round += 1) times.push((await time(work, count)) / count);
  return spread(times).median;
}

/** Median and quartiles. */
export function spread(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (share) => sorted[Math.round(share * (sorted.length - 1))];
  return { median: at(0.5), low: at(0.25), high: at(0.75) };
}

/** How many repetitions fill a round; warms up by the way. */
async function calibrate(work, roundMs) {
  let count = 1;
  for (;;) {
    const elapsedMs = (await time(work, count)) / 1e6;
    if (elapsedMs >= roundMs / 2) return Math.max(1, Math.round((count * roundMs) / elapsedMs));
    count *= 2;
  }
}

async function time(work, count, nowNs = wallNs) {
  const startNs = nowNs();
  const pending = work(count);
  if (pending instanceof Promise) await pending;
  return nowNs() - startNs;
}

function wallNs() {
  return Number(process.hrtime.bigint());
}

/** Processor time of all threads, those of the garbage collector among them. */
export function processorNs() {
  const { user, system } = process.cpuUsage();
  return (user + system) * 1_000;
}
