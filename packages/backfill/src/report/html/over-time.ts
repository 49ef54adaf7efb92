import { LATENCY_BOUNDS_MS, type Bucket, type Measurements } from '../../run-directory/measurements';
import { formatCount } from '../../terminal/format';
import type { RunReport } from '../run-report';
import { barChart, roundTop } from './charts';
import { html, type Markup } from './markup';
import { countTable } from './tables';
import { formatTime } from './time';

/** Rate, window use and latency, and how many of the calls that ended are missing in them. */
export function overTime(
  { buckets, bucket_s: bucketS, latency, replies }: Measurements,
  outcomes: RunReport['outcomes'],
): Markup {
  const [first] = buckets;
  const last = buckets.at(-1);
  if (first === undefined || last === undefined) return html`<p>Nothing was sent.</p>`;
  const taken = outcomes.handed_over > 0 ? 'handed over' : 'accepted';
  const ends = { from: formatTime(first.at_s, 'seconds'), to: formatTime(last.at_s + bucketS, 'seconds') };
  return html`
    ${rateChart(buckets, bucketS, taken, ends)} ${unmeasured(buckets, outcomes)} ${windowChart(buckets, ends)}
    ${countTable({
      caption: 'Replies by how long they took',
      heads: ['Time', 'Replies'],
      rows: latency.map((count, index) => [latencyName(index), count] as const),
      whole: { head: 'Of all replies', total: sumOf(latency) },
    })}
    ${countTable({
      caption: 'Requests by the status of their reply',
      heads: ['Status', 'Requests'],
      rows: Object.entries(replies).map(
        ([status, count]) => [status === 'none' ? 'no answer' : status, count] as const,
      ),
      whole: { head: 'Of all requests', total: sumOf(Object.values(replies)) },
    })}
  `;
}

interface Ends {
  readonly from: string;
  readonly to: string;
}

function rateChart(buckets: readonly Bucket[], bucketS: number, taken: string, ends: Ends): Markup {
  const perSecond = (count: number) => count / bucketS;
  const rates = buckets.map((bucket) => perSecond(bucket.accepted + bucket.dead_letters + bucket.not_sent));
  const peak = rates.reduce((most, rate) => Math.max(most, rate), 0);
  const label = `Calls a second, at most ${peak.toFixed(1)}`;
  return html`<h3>${label}</h3>
    ${barChart({
      ...ends,
      label: `${label}, from ${ends.from} to ${ends.to}`,
      top: roundTop(Math.max(peak, 1)),
      series: [
        { name: taken, tone: 'good', values: buckets.map(({ accepted }) => perSecond(accepted)) },
        {
          name: 'dead letters',
          tone: 'bad',
          values: buckets.map(({ dead_letters: dead }) => perSecond(dead)),
        },
        { name: 'not sent', tone: 'plain', values: buckets.map(({ not_sent: not }) => perSecond(not)) },
      ],
    })}
    <p class="quiet">A bar is ${formatSpan(bucketS)}. Pauses are left out.</p>`;
}

/** A retry measures again what ended before it, so there may be more measured than ended. */
function unmeasured(buckets: readonly Bucket[], outcomes: RunReport['outcomes']): Markup {
  const { accepted, same_second: sameSecond, handed_over: handedOver, dead_letter: dead } = outcomes;
  const measured = sumOf(buckets.map((bucket) => bucket.accepted + bucket.dead_letters));
  const missing = accepted + sameSecond + handedOver + dead - measured;
  if (missing <= 0) return html``;
  return html`<p class="quiet">
    ${formatCount(missing)} of the calls were sent just before a kill, and are in none of the figures of this
    section.
  </p>`;
}

function windowChart(buckets: readonly Bucket[], ends: Ends): Markup {
  const known = buckets.filter(({ window_limit: limit }) => limit > 0);
  if (known.length === 0) return html`<p class="quiet">No rate window was over yet.</p>`;
  const share = (count: number, { window_limit: limit }: Bucket) => (limit === 0 ? 0 : (count / limit) * 100);
  const sum = (count: (bucket: Bucket) => number) =>
    known.reduce((total, bucket) => total + count(bucket), 0);
  const ours = Math.round((sum((bucket) => bucket.window_ours) / sum((bucket) => bucket.window_limit)) * 100);
  const others = Math.round(
    (sum((bucket) => bucket.window_others) / sum((bucket) => bucket.window_limit)) * 100,
  );
  const label = `Use of Intercom's rate windows: ${ours} % by this run, ${others} % by others`;
  return html`<h3>${label}</h3>
    ${barChart({
      ...ends,
      label: `${label}, from ${ends.from} to ${ends.to}`,
      top: 100,
      unit: ' %',
      series: [
        {
          name: 'this run',
          tone: 'good',
          values: buckets.map((bucket) => share(bucket.window_ours, bucket)),
        },
        {
          name: 'others',
          tone: 'others',
          values: buckets.map((bucket) => share(bucket.window_others, bucket)),
        },
      ],
    })}`;
}

function sumOf(counts: readonly number[]): number {
  return counts.reduce((sum, count) => sum + count, 0);
}

function latencyName(index: number): string {
  const bound = LATENCY_BOUNDS_MS[index];
  const last = LATENCY_BOUNDS_MS[LATENCY_BOUNDS_MS.length - 1] ?? 0;
  return bound === undefined
    ? `longer than ${last / 1000} s`
    : `up to ${bound < 1000 ? `${bound} ms` : `${bound / 1000} s`}`;
}

function formatSpan(seconds: number): string {
  if (seconds < 120) return `${seconds} seconds`;
  if (seconds < 7_200) return `${Math.round(seconds / 60)} minutes`;
  return `${Math.round(seconds / 3600)} hours`;
}
