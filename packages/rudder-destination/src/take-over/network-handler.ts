import type { ResponseParams } from '../network-handler';
import type { ProxyMetadata, ProxyRequest } from '../rudder-types';
import { isOurDelivery } from './is-ours';
import type { NetworkHandler, NetworkHandlerClass, OwnModule } from './own-module';

/**
 * A handler of version 1 that delivers ours by our own and the others by the built-in one. The transformer makes an
 * instance for each delivery, so the one that sent it also reads the answer.
 */
export function networkHandlerTakeOver(own: OwnModule) {
  return (
    builtIn: NetworkHandlerClass,
    version: 'v0' | 'v1',
    destinationIds: readonly string[],
  ): NetworkHandlerClass => {
    const ids = new Set(destinationIds);
    return class TakenOverNetworkHandler implements NetworkHandler {
      readonly #own = new own.networkHandler();
      readonly #builtIn = new builtIn();
      #chosen: NetworkHandler = this.#builtIn;

      prepareProxy(request: ProxyRequest): unknown {
        return this.#choose(request).prepareProxy(request);
      }

      proxy(request: ProxyRequest, destType: string): unknown {
        return this.#choose(request).proxy(request, destType);
      }

      processAxiosResponse(response: unknown): unknown {
        return this.#chosen.processAxiosResponse(response);
      }

      responseHandler(params: ResponseParams): unknown {
        const isAdapted = this.#chosen === this.#builtIn && version === 'v0';
        return isAdapted ? answerAsV1(this.#chosen, params) : this.#chosen.responseHandler(params);
      }

      #choose(request: ProxyRequest): NetworkHandler {
        this.#chosen = isOurDelivery(request, ids) ? this.#own : this.#builtIn;
        return this.#chosen;
      }
    };
  };
}

interface AnswerV0 {
  readonly status: number;
  readonly message: string;
  readonly authErrorCategory?: string;
  readonly destinationResponse?: unknown;
}

/** What the transformer itself makes of a handler of version 0 for a request of version 1: one status for every job. */
function answerAsV1(handler: NetworkHandler, params: ResponseParams): unknown {
  const { rudderJobMetadata, destType } = params;
  const jobs: readonly ProxyMetadata[] = [rudderJobMetadata].flat();
  const answer = handler.responseHandler(
    { ...params, rudderJobMetadata: jobs[0] ?? [] },
    destType,
  ) as AnswerV0;
  const { status, message, authErrorCategory, destinationResponse } = answer;
  const { response = destinationResponse } = (destinationResponse ?? {}) as { readonly response?: unknown };
  return {
    response: jobs.map((metadata) => ({ error: JSON.stringify(response), statusCode: status, metadata })),
    status,
    message,
    authErrorCategory,
  };
}
