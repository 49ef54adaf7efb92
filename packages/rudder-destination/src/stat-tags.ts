import { DESTINATION_NAME } from './dashboard/identity';
import type { StatTags } from './rudder-types';

/** What RudderStack counts an error by, whole: texts only, and what is not known is left out. */
export function toStatTags(
  error: StatTags,
  feature: 'router' | 'dataDelivery',
  of: { readonly destinationId?: unknown; readonly workspaceId?: unknown },
  destType: unknown,
): StatTags {
  const { destinationId, workspaceId } = of;
  return {
    ...error,
    destType: typeof destType === 'string' ? destType.toUpperCase() : DESTINATION_NAME,
    module: 'destination',
    implementation: 'native',
    feature,
    ...(typeof destinationId === 'string' ? { destinationId } : {}),
    ...(typeof workspaceId === 'string' ? { workspaceId } : {}),
  };
}
