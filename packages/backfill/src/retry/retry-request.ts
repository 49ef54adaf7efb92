import type { DeadLetterReason, Rate } from '@intercom-destination/core';
import type { DeliveryOptions } from '../options/read-delivery-options';
import type { LogLevel } from '../terminal/log';
import type { ProgressForm } from '../terminal/progress';

export interface RetryRequest extends DeliveryOptions {
  readonly reason: readonly DeadLetterReason[];
  readonly remap: boolean;
  /** What verify finds missing, rather than dead letters. */
  readonly unverified: boolean;
  /** Nobody is asked. */
  readonly yes: boolean;
  readonly mapping?: string;
  readonly rate: Rate;
  readonly tokenFile?: string;
  readonly simulatorContacts: readonly string[];
  readonly until?: Date;
  readonly progress: ProgressForm;
  readonly logLevel: LogLevel;
}
