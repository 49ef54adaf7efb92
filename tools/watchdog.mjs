/**
 * Notices when tests make no progress. `tell` takes what the reporter says; `onStall` is called once, with what was under
 * way, after `limitMs` without a word.
 */
export function createWatchdog({ limitMs, onStall, timers = { setTimeout, clearTimeout } }) {
  const underWay = new Map();
  let timer;
  const restart = () => {
    timers.clearTimeout(timer);
    timer = timers.setTimeout(() => {
      onStall([...underWay].map(([path, name]) => ({ path, name })));
    }, limitMs);
  };
  restart();
  return {
    tell({ kind, path, name }) {
      if (kind === 'began') underWay.set(path, name);
      if (kind === 'ended') underWay.delete(path);
      restart();
    },
    stop() {
      timers.clearTimeout(timer);
    },
  };
}
