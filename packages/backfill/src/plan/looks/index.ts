import { lookForRefusedFiles, lookForUnreadableFiles } from './bad-files';
import { lookForCrowdedDay } from './crowded-day';
import { lookForCents } from './like-cents';
import type { Look } from './look';
import { lookForMixedIds } from './mixed-ids';
import { lookForMixedMoney } from './mixed-money';
import { lookForOneIdentifier } from './one-identifier';
import { lookForRepeatedMessages } from './repeated-messages';

/** Each looks for one thing in all calls together that no single call shows. */
export const LOOKS: readonly Look[] = [
  lookForRefusedFiles,
  lookForUnreadableFiles,
  lookForRepeatedMessages,
  lookForOneIdentifier,
  lookForMixedIds,
  lookForCrowdedDay,
  lookForCents,
  lookForMixedMoney,
];
