import { formatCount, formatPercent } from '../../terminal/format';
import { toSampleFigures } from '../concern-figures';
import type { Look } from './look';

/** A day counts as crowded with so large a part of the calls, and so many times those of an ordinary day. */
const SHARE_MOST = 0.1;
const TIMES_ORDINARY = 20;
const CALLS_LEAST = 100;
/** Over fewer days there is no ordinary one. */
const DAYS_LEAST = 10;
const DAY_MS = 86_400_000;

/** Times that are those of an import, rather than of what happened. */
export const lookForCrowdedDay: Look = ({ profile, files }) => {
  const days = [...profile.days.entries].sort(([a, one], [b, other]) => other.calls - one.calls || a - b);
  const [crowded] = days;
  const events = profile.counts.toDeliver;
  if (crowded === undefined || days.length < DAYS_LEAST) return undefined;
  const [day, { calls, samples }] = crowded;
  const ordinary = days[Math.floor(days.length / 2)]?.[1].calls ?? 0;
  if (calls <= SHARE_MOST * events || calls < CALLS_LEAST || calls < TIMES_ORDINARY * ordinary)
    return undefined;
  const date = new Date(day * DAY_MS).toISOString().slice(0, 10);
  return {
    weight: 'settle',
    code: 'crowded_day',
    sentence: `${formatCount(calls)} of ${formatCount(events)} events (${formatPercent(calls, events)}) are of ${date}, as if that were the day of an import; an ordinary day has ${formatCount(ordinary)}.`,
    settled_by: 'timeFrom names the field with the time of the event; --from and --before leave out that day',
    share: calls / events,
    samples: samples.map((sample) => toSampleFigures(sample, files)),
  };
};
