import type { Halt, IntercomError } from '@intercom-destination/core';

/** Why a run stops by itself, though it could go on. */
export type SafetyStop = 'max_errors' | 'unknown_people' | 'until';

/** Why nothing more is handed to a platform. */
export type IngestionHalt = 'write_key_refused' | 'ingestion_outage';

/** How a reading of the sources ended. */
export interface DeliveryEnd {
  /** `input_changed`: a file is not what the first reading found. */
  readonly state: 'finished' | 'paused' | 'input_changed' | Halt['cause'] | SafetyStop | IngestionHalt;
  /** What Intercom said where its answer was the cause. */
  readonly error?: IntercomError;
}

/**
 * Where a run stands: at its end, or stopped so that the same command resumes it. `running`: under way, or killed so that
 * it could not say anything else.
 */
export type RunState = DeliveryEnd['state'] | 'running' | 'dry_run';
