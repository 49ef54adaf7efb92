export * from './mapping';
export { checkWorkspace, type WorkspaceCheck, type WorkspaceIdentity } from './delivery/check-workspace';
export { systemClock, type Clock } from './delivery/clock';
export {
  DEFAULT_DELIVERY_SETTINGS,
  Deliverer,
  type Deliverable,
  type Delivery,
  type DeliveryEnvironment,
  type DeliverySettings,
} from './delivery/deliver';
export type { IntercomError } from './delivery/error-list';
export { sendByFetch, type HttpReply, type HttpRequest, type HttpSend } from './delivery/http';
export { toRequest } from './delivery/request';
export { judgeResponse, type DeadLetterReason, type Verdict } from './delivery/verdict';
export { createWorkspace, type Region, type Workspace } from './workspace';
