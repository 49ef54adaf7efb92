import type { DeliverySettings } from '@intercom-destination/core';
import type { Suppression } from '../filters/suppression';
import type { IngestionTarget } from '../into/hand-over-run';
import type { Manifest } from '../run-directory/manifest';
import type { PassedOver } from '../sources/inputs/passed-over';
import type { Target } from '../target/target';
import type { Log } from '../terminal/log';
import type { StopRequest } from '../terminal/stop-signals';
import type { HostAdapter } from '../through/host-adapter';
import type { RunRequest } from './run-request';

/** A run that is locked, bound to its inputs, and ready to read. */
export interface PreparedRun {
  readonly target: Target | IngestionTarget;
  readonly files: readonly string[];
  readonly passedOver: readonly PassedOver[];
  readonly manifest: Manifest;
  readonly suppression: Suppression | undefined;
  /** `undefined`: core delivers. */
  readonly adapter: HostAdapter | undefined;
  readonly delivery: DeliverySettings;
  readonly options: RunRequest;
  readonly stopRequest: StopRequest;
  readonly log: Log;
}
