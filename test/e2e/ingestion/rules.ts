export type Kind = 'segment' | 'rudderstack';
export type Call = Readonly<Record<string, unknown>>;

/** What a platform makes of a request, by its public rules. kB is read as 1,000 bytes. */
export interface Judged {
  readonly status: number;
  /** As the platform goes on with them; those that it drops without a word are not among them. */
  readonly calls: readonly Call[];
}

export interface Arrived {
  readonly body: string;
  readonly isKeyGood: boolean;
  readonly now: Date;
}

export function judge(kind: Kind, arrived: Arrived): Judged {
  return kind === 'segment' ? judgeBySegment(arrived) : judgeByRudderStack(arrived);
}

/**
 * Segment's HTTP API: 400 for what is too large or no JSON, else 200, also for calls that it drops. The time is
 * receivedAt − (sentAt − originalTimestamp) where a sentAt is there, of the call or of the batch.
 */
function judgeBySegment({ body, isKeyGood, now }: Arrived): Judged {
  const { batch, sentAt: sentAtOfBatch } = JSON.parse(body) as { batch: Call[]; sentAt?: unknown };
  if (Buffer.byteLength(body) > 500_000 || batch.length > 2_500) return { status: 400, calls: [] };
  const taken = batch.filter((call) => isKeyGood && isTakenBySegment(call));
  const calls = taken.map((call) => {
    const original = readTime(call['originalTimestamp']) ?? readTime(call['timestamp']) ?? now.getTime();
    const sentAt = readTime(call['sentAt']) ?? readTime(sentAtOfBatch);
    const at = sentAt === undefined ? original : now.getTime() - (sentAt - original);
    return { ...call, originalTimestamp: iso(original), timestamp: iso(at), receivedAt: now.toISOString() };
  });
  return { status: 200, calls };
}

function isTakenBySegment(call: Call): boolean {
  const { userId, anonymousId, messageId, event } = call;
  const hasId = [userId, anonymousId].some((id) => typeof id === 'string' && id !== '');
  const isSmall = Buffer.byteLength(JSON.stringify(call)) <= 32_000;
  return (
    hasId && isSmall && typeof event === 'string' && typeof messageId === 'string' && messageId.length < 100
  );
}

/**
 * RudderStack's gateway and processor: 401 for an unknown key, 413 for more than 4,000 kB, 400 for the whole batch where
 * one call names nobody. A time that is there stays; else it is receivedAt − (sentAt − originalTimestamp).
 */
function judgeByRudderStack({ body, isKeyGood, now }: Arrived): Judged {
  if (!isKeyGood) return { status: 401, calls: [] };
  if (Buffer.byteLength(body) > 4_000_000) return { status: 413, calls: [] };
  const { batch } = JSON.parse(body) as { batch: Call[] };
  const namesSomebody = ({ userId, anonymousId }: Call) => Boolean(userId) || Boolean(anonymousId);
  if (!batch.every(namesSomebody)) return { status: 400, calls: [] };
  const calls = batch.map((call) => {
    const original = readTime(call['originalTimestamp']) ?? now.getTime();
    const sentAt = readTime(call['sentAt']) ?? now.getTime();
    const at = readTime(call['timestamp']) ?? now.getTime() - (sentAt - original);
    const times = { originalTimestamp: iso(original), sentAt: iso(sentAt), timestamp: iso(at) };
    return { ...call, ...times, receivedAt: now.toISOString() };
  });
  return { status: 200, calls };
}

/** Whether a destination of this name gets the call. */
export function isFor(name: string, { integrations }: Call): boolean {
  const said = (integrations ?? {}) as Readonly<Record<string, unknown>>;
  const own = said[name];
  if (own === false) return false;
  return said['All'] !== false || own === true || (typeof own === 'object' && own !== null);
}

function readTime(value: unknown): number | undefined {
  const at = typeof value === 'string' ? Date.parse(value) : Number.NaN;
  return Number.isNaN(at) ? undefined : at;
}

function iso(ms: number): string {
  return new Date(ms).toISOString();
}
