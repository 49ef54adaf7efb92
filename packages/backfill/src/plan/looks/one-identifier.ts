import { formatCount, formatPercent } from '../../terminal/format';
import { toSampleFigures } from '../concern-figures';
import type { Look } from './look';

/** Among so many people, nobody has so large a part of the calls, unless there are few. */
const PEOPLE_LEAST = 100;
const SHARE_MOST = 0.05;
const CALLS_LEAST = 100;

/** One identifier in so many calls that it stands for nobody, such as that of a test or of a server. */
export const lookForOneIdentifier: Look = ({ profile, files }) => {
  const people = profile.people.counted.count;
  const events = profile.counts.toDeliver;
  if (people < PEOPLE_LEAST) return undefined;
  const groups = profile.peopleGroups.entries.map(([, group]) => group);
  const [first] = groups;
  if (first === undefined) return undefined;
  const largest = groups.reduce((most, group) => (group.calls > most.calls ? group : most), first);
  if (largest.calls <= SHARE_MOST * events || largest.calls < CALLS_LEAST) return undefined;
  return {
    weight: 'settle',
    code: 'one_identifier',
    sentence: `${formatCount(largest.calls)} of ${formatCount(events)} events (${formatPercent(largest.calls, events)}) have one and the same identifier, out of ${formatCount(people)}.`,
    settled_by: 'placeholderIds names it where it stands for nobody; --suppress leaves its calls out',
    share: largest.calls / events,
    samples: largest.samples.map((sample) => toSampleFigures(sample, files)),
  };
};
