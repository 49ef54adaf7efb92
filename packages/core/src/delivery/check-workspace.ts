import { asObject, ownValue } from '../track-call';
import { backoffMs } from './backoff';
import type { DeliveryEnvironment } from './deliver';
import { readErrorList, type IntercomError } from './error-list';
import type { HttpReply } from './http';
import { parseBody } from './parse-body';
import { toIdentifyWorkspaceRequest } from './request';

/** Whose token it is. Each is `undefined` where Intercom did not say. */
export interface WorkspaceIdentity {
  readonly idCode: string | undefined;
  readonly name: string | undefined;
  /** In Intercom's words: `US`, `Europe`, `AU`. */
  readonly region: string | undefined;
}

export type WorkspaceCheck =
  | { readonly outcome: 'known'; readonly identity: WorkspaceIdentity }
  | { readonly outcome: 'token_refused'; readonly error: IntercomError }
  /** No answer, or one that is neither yes nor no. `status` is `undefined` where none came. */
  | { readonly outcome: 'unreachable'; readonly status: number | undefined };

const ATTEMPTS_MAX = 4;
const TIMEOUT_MS = 30_000;

/**
 * Asks Intercom, before any personal data leaves, whether the token is good and whose it is. A fault that may pass is
 * waited out for a few seconds.
 */
export async function checkWorkspace(environment: DeliveryEnvironment): Promise<WorkspaceCheck> {
  for (let attempt = 1; ; attempt += 1) {
    const reply = await ask(environment);
    const check = judge(reply);
    if (check.outcome !== 'unreachable' || attempt === ATTEMPTS_MAX) return check;
    await environment.clock.wait(backoffMs(attempt, environment.random()));
  }
}

/** `undefined`: no whole answer came. */
async function ask({ workspace, http }: DeliveryEnvironment): Promise<HttpReply | undefined> {
  try {
    return await http(toIdentifyWorkspaceRequest(workspace), AbortSignal.timeout(TIMEOUT_MS));
  } catch {
    return undefined;
  }
}

function judge(reply: HttpReply | undefined): WorkspaceCheck {
  if (reply === undefined) return { outcome: 'unreachable', status: undefined };
  if (reply.status === 401) return { outcome: 'token_refused', error: readErrorList(reply.body) };
  if (reply.status !== 200) return { outcome: 'unreachable', status: reply.status };
  const identity = readWorkspaceIdentity(reply.body);
  return identity === undefined ? { outcome: 'unreachable', status: 200 } : { outcome: 'known', identity };
}

/** `undefined`: the body tells of no workspace, so it is not Intercom that answers. */
function readWorkspaceIdentity(body: string): WorkspaceIdentity | undefined {
  const app = asObject(ownValue(asObject(parseBody(body)), 'app'));
  if (app === undefined) return undefined;
  const text = (key: string) => {
    const value = ownValue(app, key);
    return typeof value === 'string' ? value : undefined;
  };
  return { idCode: text('id_code'), name: text('name'), region: text('region') };
}
