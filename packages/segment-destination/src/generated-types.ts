// Generated file. DO NOT MODIFY IT BY HAND.

export interface Settings {
  /**
   * The access token of an app in your Intercom workspace, from Intercom's Developer Hub. It needs permission to write events, and to read and write contacts so that they can be found, created and deleted.
   */
  accessToken: string;
  /**
   * Where your Intercom workspace is hosted. The hosts of other regions refuse the token, so there is no default.
   */
  region: string;
  /**
   * The version of Intercom's API that is used to send events.
   */
  apiVersion?: string;
  /**
   * Instead of the host of the region: a proxy by https, or a simulator on this machine. Leave it empty unless you host this destination yourself.
   */
  baseUrl?: string;
  /**
   * What happens to an event whose contact Intercom does not have. Retry: it is tried again for some minutes, since a track call may arrive before the identify call. Give up: it is dropped. Create user: the user is created first.
   */
  missingContact?: string;
  /**
   * How long an event is retried while its contact is missing, counted from when Segment received it. Events with only an anonymous ID are not retried.
   */
  retryForMinutes?: number;
  /**
   * Whether the anonymous id is used where a call has no user id. Only for workspaces whose contacts have anonymous ids as their external id. Map the field Anonymous ID as well.
   */
  sendAnonymousId?: boolean;
  /**
   * Writes a line to the console for each event in which the mapping changed or left out something: codes and keys, never a value.
   */
  logNotes?: boolean;
}
