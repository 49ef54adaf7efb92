import type { Answer } from '../answer';
import type { ApiRequest } from '../api-request';
import type { Permission } from '../permissions';
import type { Workspace } from '../workspace';

/** An endpoint. `parameter` is what stands in the path where the route has a `{…}`, or ''. */
export interface Route {
  readonly method: string;
  /** Such as `/contacts/{id}/archive`; at most one parameter. */
  readonly path: string;
  /** What the token must be allowed to do. */
  readonly needs: Permission;
  readonly handle: (request: ApiRequest, workspace: Workspace, parameter: string) => Answer;
}
