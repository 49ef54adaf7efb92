export { BoundedMap } from './bounded-map';
export { backoffMs } from './delivery/backoff';
export { checkWorkspace, type WorkspaceCheck, type WorkspaceIdentity } from './delivery/check-workspace';
export {
  createClient,
  type Client,
  type ClientOptions,
  type Submitted,
  type Tracked,
} from './delivery/client';
export { systemClock, type Clock } from './delivery/clock';
export { ContactBook, type CreationListener } from './delivery/contact-book';
export { contactMayCome } from './delivery/contact-may-come';
export type { NewContact } from './delivery/contact-requests';
export { lookForMade, type ContactCreation, type Look } from './delivery/create-contact';
export { withDeadline } from './delivery/deadline';
export { deleteUser, type Deletion, type DeletionObstacle } from './delivery/delete-user';
export {
  Deliverer,
  type DeadLetter,
  type Deliverable,
  type Delivery,
  type DeliveryListener,
} from './delivery/deliver';
export {
  DEFAULT_DELIVERY_SETTINGS,
  readDeliverySettings,
  type DeliverySettings,
} from './delivery/delivery-settings';
export { describeFailure, inWordsOf, type DeliveryFailure } from './delivery/describe-failure';
export { describeReply } from './delivery/describe-reply';
export type { DeliveryEnvironment } from './delivery/environment';
export type { IntercomError } from './delivery/error-list';
export { readEventSummaries, type EventSummaries, type EventSummary } from './delivery/event-summaries';
export type { ContactSearch } from './delivery/find-contact';
export {
  headersByName,
  REPLY_BYTES_MAX,
  type HttpReply,
  type HttpRequest,
  type HttpSend,
} from './delivery/http';
export { ImpatientSender, type Limit } from './delivery/impatient-sender';
export { listEvents, type EventList, type ListedEvent } from './delivery/list-events';
export { lookUpContact } from './delivery/look-up-contact';
export {
  MISSING_CONTACT_OPTIONS,
  MISSING_CONTACT_SETTING,
  readMissingContactPolicy,
  RETRY_FOR_MINUTES_DEFAULT,
  type MissingContact,
  type MissingContactPolicy,
} from './delivery/missing-contact';
export { OneAtATime } from './delivery/one-at-a-time';
export { PatientSender } from './delivery/patient-sender';
export type { Rate, WindowUse } from './delivery/rate-window';
export { readSubmission } from './delivery/read-submission';
export { readWorkspaceOf } from './delivery/read-workspace-of';
export { EVENTS_PATH, toRequest, toUnsentRequest } from './delivery/request';
export { sameEventKey } from './delivery/same-event-key';
export { sendByFetch } from './delivery/send-by-fetch';
export { sendWithin } from './delivery/send-within';
export type { Halt, Sender, Sent, Tally } from './delivery/sender';
export { judgeResponse, type DeadLetterReason, type Verdict } from './delivery/verdict';
export { WaitWatch, type Waiting } from './delivery/wait-watch';
export * from './mapping';
export { nearestName } from './settings/nearest-name';
export {
  baseUrlOf,
  createWorkspace,
  readRegion,
  REGIONS,
  WorkspaceError,
  type Region,
  type Workspace,
} from './workspace';
