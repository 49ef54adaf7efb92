import { asObject, ownValue } from '../track-call';
import type { Workspace } from '../workspace';
import { readErrorList, type IntercomError } from './error-list';
import type { HttpSend } from './http';
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

/** Asks Intercom, before any personal data leaves, whether the token is good and whose it is. */
export async function checkWorkspace(workspace: Workspace, http: HttpSend): Promise<WorkspaceCheck> {
  let reply;
  try {
    reply = await http(toIdentifyWorkspaceRequest(workspace), AbortSignal.timeout(30_000));
  } catch {
    return { outcome: 'unreachable', status: undefined };
  }
  if (reply.status === 401) return { outcome: 'token_refused', error: readErrorList(reply.body) };
  if (reply.status !== 200) return { outcome: 'unreachable', status: reply.status };
  return { outcome: 'known', identity: readWorkspaceIdentity(reply.body) };
}

function readWorkspaceIdentity(body: string): WorkspaceIdentity {
  let admin: unknown;
  try {
    admin = JSON.parse(body);
  } catch {
    admin = undefined;
  }
  const app = asObject(ownValue(asObject(admin), 'app'));
  const text = (key: string) => {
    const value = ownValue(app, key);
    return typeof value === 'string' ? value : undefined;
  };
  return { idCode: text('id_code'), name: text('name'), region: text('region') };
}
