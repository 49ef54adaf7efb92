import { findConnections, findFunction, requireSource } from './find';
import type { Say } from './install';
import { pathOf, type PublicApi } from './public-api';
import { Refused } from './refused';

/** Disconnects the function from the source, and deletes it where no other source has it. Throws `Refused`. */
export async function remove(api: PublicApi, sourceId: string, apply: boolean, say: Say): Promise<void> {
  await requireSource(api, sourceId);
  const found = await findFunction(api);
  if (found === undefined) {
    say('nothing to do: the workspace has no function of this command');
    return;
  }
  const { id, catalogId } = found;
  if (catalogId === undefined) {
    throw new Refused(
      `Segment names no catalogId for the function ${id}, so its destinations cannot be found. Delete them and it in the dashboard.`,
    );
  }
  const connections = await findConnections(api, catalogId);
  if (!connections.some((connection) => connection.sourceId === sourceId)) {
    say(`it is not connected to the source ${sourceId}`);
  }
  for (const connection of connections) {
    if (connection.sourceId !== sourceId) continue;
    if (apply) await api('DELETE', pathOf('destinations', connection.id));
    say(`${apply ? 'deleted' : 'would delete'} the destination ${connection.id} of the source ${sourceId}`);
  }
  const others = connections.filter((connection) => connection.sourceId !== sourceId);
  if (others.length > 0) {
    const sources = others.map((connection) => connection.sourceId).join(', ');
    say(`the function ${id} stays: it is connected to ${sources}`);
    return;
  }
  if (apply) await api('DELETE', pathOf('functions', id));
  say(`${apply ? 'deleted' : 'would delete'} the function ${id}`);
}
