/** What the checkers of RudderStack's contract share: they look at what JSON makes of an answer, as the server does. */
export type Json = Readonly<Record<string, unknown>>;

export function overJson(value: unknown): unknown {
  return value === undefined ? undefined : JSON.parse(JSON.stringify(value));
}

export function asJson(value: unknown): Json {
  return isMap(value) ? value : {};
}

export function isMap(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function isEmptyMap(value: unknown): boolean {
  return isMap(value) && Object.keys(value).length === 0;
}

export function isMapOfTexts(value: unknown): boolean {
  return isMap(value) && Object.values(value).every((entry) => typeof entry === 'string');
}

export function isStatus(status: unknown): status is number {
  return Number.isInteger(status) && (status as number) >= 100 && (status as number) < 600;
}

export function isSuccess(status: unknown): boolean {
  return isStatus(status) && status >= 200 && status < 300;
}

/** RudderStack counts an error without tags as a success, and cannot read an answer with a tag that is no text. */
export function breachesOfTags(statTags: unknown): string[] {
  if (!isMap(statTags) || Object.keys(statTags).length === 0) return ['an error that counts as a success'];
  return isMapOfTexts(statTags) ? [] : ['statTags are not all texts'];
}

/** Each job that was asked for must be answered, as often as it was asked for. */
export function breachesOfJobs(asked: readonly unknown[], items: readonly unknown[]): string[] {
  const [timesAsked, timesAnswered] = [countEach(asked), countEach(items.flatMap(jobIdsOf))];
  const jobIds = [...new Set([...timesAsked.keys(), ...timesAnswered.keys()])];
  return jobIds.flatMap((jobId) => {
    const more = (timesAnswered.get(jobId) ?? 0) - (timesAsked.get(jobId) ?? 0);
    return more === 0 ? [] : [`job ${String(jobId)} is ${more < 0 ? 'lost' : 'extra'}`];
  });
}

function countEach(values: readonly unknown[]): ReadonlyMap<unknown, number> {
  const counts = new Map<unknown, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}

export function jobIdsOf(item: unknown): unknown[] {
  const { metadata } = asJson(item);
  return Array.isArray(metadata) ? metadata.map((job: unknown) => asJson(job)['jobId']) : [];
}
