import { toHostError, toRefusal } from './refusal';
import type { DeliveryRequest, TransformInput } from './rudder-types';
import { transform, type Transformed } from './transform';

/**
 * Makes a request of one event. Throws one of RudderStack's errors where there is to be none; 298 is its status then.
 *
 * @example
 * ```ts
 * import { process } from '@intercom-destination/rudder-destination';
 *
 * const message = { type: 'track', event: 'Plan Upgraded', userId: 'u1', timestamp: '2026-01-01T00:00:00Z' };
 * const destination = { ID: 'd1', Config: { apiKey: 'token', apiServer: 'eu' } };
 * const { endpoint, body } = process({ message, metadata: { jobId: 1 }, destination });
 * console.log(endpoint, body.JSON);
 * // https://api.eu.intercom.io/events { event_name: 'Plan Upgraded', created_at: 1767225600, user_id: 'u1' }
 * ```
 */
export function process(input: TransformInput): DeliveryRequest {
  const transformed = transformOrRefuse(input);
  if (!transformed.ok) throw toHostError(transformed.refusal);
  return transformed.request;
}

function transformOrRefuse(input: TransformInput): Transformed {
  try {
    return transform(input);
  } catch (error) {
    return { ok: false, refusal: toRefusal(error) };
  }
}
