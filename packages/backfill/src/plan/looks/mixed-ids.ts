import { formatCount, formatPercent } from '../../terminal/format';
import { toSampleFigures } from '../concern-figures';
import { ID_FORMS } from '../id-forms';
import { ODD_SHARE } from '../odd-share';
import type { Look } from './look';

/** User ids of several forms, which may come from several systems. Contacts have those of one. */
export const lookForMixedIds: Look = ({ profile, files }) => {
  const forms = [...profile.idForms.entries].sort(
    ([a, one], [b, other]) => other.calls - one.calls || ID_FORMS.indexOf(a) - ID_FORMS.indexOf(b),
  );
  const all = forms.reduce((calls, [, form]) => calls + form.calls, 0);
  const [, ...rarer] = forms;
  const odd = rarer.reduce((calls, [, form]) => calls + form.calls, 0);
  if (odd <= ODD_SHARE * all) return undefined;
  const shares = forms.map(
    ([form, { calls }]) => `${form} ${formatCount(calls)} (${formatPercent(calls, all)})`,
  );
  return {
    weight: 'settle',
    code: 'mixed_ids',
    sentence: `User ids have several forms, by events: ${shares.join(', ')}.`,
    settled_by: '--probe tells whether they are those of contacts',
    share: odd / all,
    samples: (rarer[0]?.[1].samples ?? []).map((sample) => toSampleFigures(sample, files)),
  };
};
