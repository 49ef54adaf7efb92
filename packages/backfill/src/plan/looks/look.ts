import type { MappingSettings } from '@intercom-destination/core';
import type { PlanFinding } from '../finding';
import type { ProfiledDump } from '../profile-dump';

/** Looks for one thing in what was counted; `undefined`: there is nothing to settle. */
export type Look = (dump: ProfiledDump, mapping: MappingSettings) => PlanFinding | undefined;
