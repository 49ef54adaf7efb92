/** INTERCOM_API_VERSION
 * The version of Intercom's API that events are sent with unless a setting says otherwise. Contacts are always looked
 * for, made and deleted with this one.
 * API reference: https://developers.intercom.com/docs/references/2.14/rest-api/api.intercom.io
 */
export const INTERCOM_API_VERSION = '2.14';
