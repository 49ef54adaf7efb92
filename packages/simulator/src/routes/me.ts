import { ok, type Answer } from '../answer';
import type { ApiRequest } from '../api-request';
import type { Region, Workspace } from '../workspace';

/** `Europe` is documented, and not EU; AU is assumed. */
const regionNames: Readonly<Record<Region, string>> = { US: 'US', EU: 'Europe', AU: 'AU' };

/** GET /me: whose token it is, and of which workspace. Doc, "Identify an admin". */
export function getMe(_request: ApiRequest, workspace: Workspace): Answer {
  return ok({
    type: 'admin',
    id: '991267459',
    email: 'admin@simulator.example',
    name: 'Simulated Admin',
    email_verified: true,
    app: {
      type: 'app',
      id_code: workspace.idCode,
      name: 'Simulator',
      created_at: 1_577_836_800,
      secure: false,
      identity_verification: false,
      timezone: 'America/Los_Angeles',
      region: regionNames[workspace.region],
    },
    has_inbox_seat: true,
  });
}
