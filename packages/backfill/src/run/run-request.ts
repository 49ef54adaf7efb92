import type { Rate, Region } from '@intercom-destination/core';
import type { FilterOptions } from '../filters/filter-options';
import type { HandoverOptions } from '../into/read-handover';
import type { MaxErrors } from '../options/max-errors';
import type { NamePolicy } from '../options/name-policy';
import type { DeliveryOptions } from '../options/read-delivery-options';
import type { Through } from '../options/through';
import type { CollisionPolicy } from '../overlaps/collision-policy';
import type { SourceOptions } from '../sources/source-options';
import type { LogLevel } from '../terminal/log';
import type { ProgressForm } from '../terminal/progress';

/** What `run` is asked to do: its options as read from the command line. */
export interface RunRequest extends DeliveryOptions, HandoverOptions, SourceOptions, FilterOptions {
  /** `undefined`: nothing is to be sent to Intercom. */
  readonly to?: string;
  readonly through: Through;
  readonly writeKeyFile?: string;
  readonly confirmLive?: string;
  readonly dryRun: boolean;
  readonly skipBadFiles: boolean;
  readonly region?: Region;
  readonly plan?: string;
  /** `undefined`: as the live ones, which must be said before anything goes to a live workspace. */
  readonly names?: NamePolicy;
  readonly runDir: string;
  readonly rate: Rate;
  readonly onCollision: CollisionPolicy;
  readonly verifySample: number;
  readonly mapping?: string;
  readonly tokenFile?: string;
  readonly simulatorContacts: readonly string[];
  readonly maxErrors: MaxErrors;
  readonly nameBudget: number;
  readonly until?: Date;
  readonly progress: ProgressForm;
  readonly logLevel: LogLevel;
}
