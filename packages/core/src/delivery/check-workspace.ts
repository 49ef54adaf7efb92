import { asObject, ownValue } from '../json-object';
import { RATE_WINDOW_MS } from '../limits';
import type { Region } from '../workspace';
import { backoffMs } from './backoff';
import type { DeliveryEnvironment } from './environment';
import { readErrorList, type IntercomError } from './error-list';
import type { HttpReply } from './http';
import { parseBody } from './parse-body';
import { readRateHeaders } from './rate-headers';
import { redactError } from './redact';
import { toIdentifyWorkspaceRequest } from './request';
import { sendWithin } from './send-within';
import { isPage } from './verdict';

/** Whose token it is. Each is `undefined` where Intercom did not say. */
export interface WorkspaceIdentity {
  readonly idCode: string | undefined;
  readonly name: string | undefined;
  /** In Intercom's words: `US`, `Europe`, `AU`. */
  readonly region: string | undefined;
  /** Calls in a window of ten seconds. */
  readonly rateLimit: number | undefined;
}

export type WorkspaceCheck =
  | { readonly outcome: 'known'; readonly identity: WorkspaceIdentity }
  /** The token is good, and belongs to a workspace in another region than the one chosen. */
  | { readonly outcome: 'other_region'; readonly identity: WorkspaceIdentity }
  | { readonly outcome: 'token_refused'; readonly error: IntercomError }
  /** The token may not ask whose it is, so its region is unverified; it may submit events all the same. */
  | { readonly outcome: 'not_permitted' }
  /** No answer, or one that is neither yes nor no. `status` is `undefined` where none came. */
  | { readonly outcome: 'unreachable'; readonly status: number | undefined };

const ATTEMPTS_DEFAULT = 4;
const TIMEOUT_MS = 30_000;

/** Intercom's word for each region. Source: recorded `GET /me`; `AU` is presumed. */
const REGION_WORDS: Readonly<Record<Region, readonly string[]>> = {
  US: ['us'],
  EU: ['europe', 'eu'],
  AU: ['au', 'australia'],
};

/**
 * Asks Intercom, before any personal data leaves, whether the token is good and whose it is. A fault that may pass is
 * waited out for a few seconds, unless `attempts` is 1. `region` is the one chosen; `undefined`: none was, as for a
 * simulator. Once the signal aborts nothing more is asked; a wait between two attempts then rejects with its reason.
 */
export async function checkWorkspace(
  environment: DeliveryEnvironment,
  region?: Region,
  attempts = ATTEMPTS_DEFAULT,
  signal?: AbortSignal,
): Promise<WorkspaceCheck> {
  for (let attempt = 1; ; attempt += 1) {
    const reply = await ask(environment, signal);
    const check = judge(reply, environment.workspace.token, region);
    if (check.outcome !== 'unreachable' || attempt >= attempts) return check;
    const waitMs = reply?.status === 429 ? RATE_WINDOW_MS : backoffMs(attempt, environment.random());
    await environment.clock.wait(waitMs, signal);
  }
}

/** `undefined`: no whole answer came. */
async function ask(
  { workspace, http }: DeliveryEnvironment,
  signal: AbortSignal | undefined,
): Promise<HttpReply | undefined> {
  try {
    return await sendWithin(http, toIdentifyWorkspaceRequest(workspace), TIMEOUT_MS, signal);
  } catch {
    return undefined;
  }
}

function judge(reply: HttpReply | undefined, token: string, region: Region | undefined): WorkspaceCheck {
  if (reply === undefined) return { outcome: 'unreachable', status: undefined };
  // A firewall's page says nothing of the token, whatever its status.
  if (isPage(reply.body)) return { outcome: 'unreachable', status: reply.status };
  const error = redactError(readErrorList(reply), [token]);
  // GET /me wants a permission of its own, which events do not.
  if (reply.status === 403 || error.code === 'token_unauthorized') return { outcome: 'not_permitted' };
  if (reply.status === 401) return { outcome: 'token_refused', error };
  if (reply.status !== 200) return { outcome: 'unreachable', status: reply.status };
  const identity = readWorkspaceIdentity(reply);
  if (identity === undefined) return { outcome: 'unreachable', status: 200 };
  return { outcome: isIn(region, identity) ? 'known' : 'other_region', identity };
}

/** A workspace that does not say where it is contradicts nothing. */
function isIn(region: Region | undefined, identity: WorkspaceIdentity): boolean {
  if (region === undefined || identity.region === undefined) return true;
  return REGION_WORDS[region].includes(identity.region.toLowerCase());
}

/** `undefined`: the body tells of no workspace, so it is not Intercom that answers. */
function readWorkspaceIdentity(reply: HttpReply): WorkspaceIdentity | undefined {
  const app = asObject(ownValue(asObject(parseBody(reply.body)), 'app'));
  if (app === undefined) return undefined;
  const text = (key: string) => {
    const value = ownValue(app, key);
    return typeof value === 'string' ? value : undefined;
  };
  const rateLimit = readRateHeaders(reply)?.limit;
  return { idCode: text('id_code'), name: text('name'), region: text('region'), rateLimit };
}
