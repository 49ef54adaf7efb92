// Generated file. DO NOT MODIFY IT BY HAND.

export interface Settings {
  /**
   * The access token of an app in your Intercom workspace, from Intercom's Developer Hub. It needs the permission to write events, and to read and write contacts for what is to be found, created or deleted.
   */
  accessToken: string;
  /**
   * Where your Intercom workspace is hosted. The host of another region refuses the token, so there is no default.
   */
  region: string;
  /**
   * The version of Intercom's API that events are sent with.
   */
  apiVersion?: string;
  /**
   * Instead of the host of the region: a proxy by https, or a simulator on this machine. Leave it empty unless you host this destination yourself.
   */
  baseUrl?: string;
  /**
   * What becomes of an event whose contact Intercom does not have. retry: it is tried again for some minutes, since identify and track race each other. give_up: it is dropped. create_user: the user is made first.
   */
  missingContact?: string;
  /**
   * For how long an event waits for its contact under retry, counted from its arrival at Segment. Events with nothing but an anonymous id are not tried again.
   */
  retryForMinutes?: number;
  /**
   * Whether the anonymous id stands in where a call has no user id. Only for workspaces whose contacts have anonymous ids as their external id.
   */
  sendAnonymousId?: boolean;
  /**
   * Writes a line to the console for each event of which the mapping changed something or left something out: codes and keys, never a value.
   */
  logNotes?: boolean;
}
