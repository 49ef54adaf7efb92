import { toHostError, toRefusal } from './refusal';
import type { DeliveryRequest, TransformInput } from './rudder-types';
import { transform, type Transformed } from './transform';

/** Makes a request of one event. Throws one of RudderStack's errors where there is to be none; 298 is its status then. */
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
