import { formatCount, formatPercent } from '../../terminal/format';
import { toSampleFigures } from '../concern-figures';
import { ODD_SHARE } from '../odd-share';
import type { Look } from './look';

/** Calls with the messageId of another one and other contents: one history, exported twice. */
export const lookForRepeatedMessages: Look = ({ profile, messages, files }) => {
  const events = profile.counts.toDeliver;
  const { repeated, lookedAt, samples } = messages;
  if (repeated <= ODD_SHARE * events) return undefined;
  const estimate = lookedAt < 1 ? `, estimated from 1 in ${Math.round(1 / lookedAt)}` : '';
  return {
    weight: 'settle',
    code: 'repeated_messages',
    sentence: `${formatCount(repeated)} of ${formatCount(events)} events (${formatPercent(repeated, events)}${estimate}) have the messageId of another call and other contents, as if one history were exported twice: Intercom would count both.`,
    settled_by: 'a dump of one of the exports alone',
    share: repeated / events,
    samples: samples.map((sample) => toSampleFigures(sample, files)),
  };
};
