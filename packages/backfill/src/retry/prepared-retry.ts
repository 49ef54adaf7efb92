import type { readDeliveryOptions } from '../options/read-delivery-options';
import type { createFateDecider } from '../reading/map-source-call';
import type { Manifest } from '../run-directory/manifest';
import type { Target } from '../target/target';
import type { Log } from '../terminal/log';
import type { StopRequest } from '../terminal/stop-signals';
import type { RetryRequest } from './retry-request';

/** A retry whose run directory is locked. */
export interface PreparedRetry {
  readonly runDir: string;
  readonly manifest: Manifest;
  readonly target: Target;
  readonly settings: ReturnType<typeof readDeliveryOptions>;
  readonly options: RetryRequest;
  readonly remap: ReturnType<typeof createFateDecider> | undefined;
  readonly stopRequest: StopRequest;
  readonly log: Log;
}
