import { html, type Markup } from '../report/html/markup';
import type { PartsOfVerify } from '../report/html/page';
import { textTable } from '../report/html/tables';
import { time } from '../report/html/time';
import { formatCount, plural } from '../terminal/format';
import { byName } from './by-name';
import type { readVerification } from './kept-verification';
import { describeContacts } from './verification-text';

type LastVerification = ReturnType<typeof readVerification>;

/** What the report's page says of the last verification; `undefined`: the run was not verified. */
export function onThePage(last: LastVerification): PartsOfVerify {
  return { inShort: inShort(last), byName: namesOf(last) };
}

const NAMES_SHOWN = 40;

function inShort(last: LastVerification): Markup {
  if (last === undefined) {
    return html`<p>
      Not verified: nobody has compared Intercom's counts with what was sent (intercom-destination verify).
    </p>`;
  }
  const { kept, isStale } = last;
  const { pairs, verified, contacts } = kept.verification;
  return html`<p>
      Intercom's counts rose by what was sent for ${formatCount(verified)} of ${formatCount(pairs)} pairs of a
      contact and an event name, as of ${time(Date.parse(kept.at) / 1000)}. Of the sample,
      ${plural(contacts.compared, 'contact')} could be compared.
    </p>
    ${describeContacts(contacts).map((line) => html`<p>Not compared: ${line}.</p>`)}
    ${isStale ? html`<p class="verdict">More was sent since. Verify the run again.</p>` : ''}`;
}

function namesOf(last: LastVerification): Markup {
  if (last === undefined || last.kept.verification.names.length === 0) return html``;
  const { is_exact: isExact, verification } = last.kept;
  const all = byName(verification.names, isExact);
  const rows = all
    .slice(0, NAMES_SHOWN)
    .map(({ name, verified, pairs, rest }) => [name, formatCount(verified), formatCount(pairs), rest]);
  const left = all.length - rows.length;
  return html`<section>
    <h2>Verified, by event name</h2>
    ${textTable('Pairs of a contact of the sample and an event name', ['Event', 'Verified', 'Of', 'The others'], rows)}
    ${left === 0 ? '' : html`<p class="quiet">${plural(left, 'more name')} in verification.json.</p>`}
  </section>`;
}
