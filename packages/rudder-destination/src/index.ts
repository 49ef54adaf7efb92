export { processDeleteUsers } from './delete-users';
export { NetworkHandler as networkHandler } from './network-handler';
export { process } from './process';
export { processRouterDest } from './process-router-dest';
export type {
  DeletionAnswer,
  DeletionRequest,
  DeliveryRequest,
  JobState,
  PersonToDelete,
  ProxyAnswer,
  ProxyMetadata,
  ProxyRequest,
  RouterOutput,
  RudderDestination,
  RudderMessage,
  RudderMetadata,
  RudderSecret,
  StatTags,
  TransformInput,
} from './rudder-types';
