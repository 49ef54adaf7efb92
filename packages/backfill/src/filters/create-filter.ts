import {
  compileEventPattern,
  createOptOutTest,
  type Mapped,
  type MappingSettings,
} from '@intercom-destination/core';
import { ownProperty } from '../sources/own-property';
import { allows } from './allows';
import type { FilterCode, Filters } from './filters';
import { hashShare } from './hash-share';
import type { Suppression } from './suppression';

type MappedDataEvent = Extract<Mapped, { ok: true }>;

/** The filters in the order in which they are asked; the first that leaves a call out counts it. */
export interface CallFilter {
  /** Asked of every track call, before what becomes of it: who must not be written to, and which events are wanted. */
  readonly beforeMapping: (call: unknown) => FilterCode | undefined;
  /** Asked of every call that has a data event. */
  readonly afterMapping: (mapped: MappedDataEvent) => FilterCode | undefined;
}

/** Leaves out nobody: what was to be delivered once has passed the filters of its run. */
export const NO_FILTER: CallFilter = { beforeMapping: () => undefined, afterMapping: () => undefined };

export function createFilter(
  filters: Filters,
  mapping: Pick<MappingSettings, 'integrationNames'>,
  suppression: Pick<Suppression, 'covers'> | undefined,
): CallFilter {
  const isOptedOut = createOptOutTest(mapping);
  const only = filters.only.map(compileEventPattern);
  const exclude = filters.exclude.map(compileEventPattern);
  const { from = -Infinity, before = Infinity, sample = 1 } = filters;
  return {
    beforeMapping: (call) => {
      if (!filters.ignoreIntegrations && isOptedOut(call)) return 'opted_out';
      if (filters.consent.some((category) => !allows(call, category))) return 'no_consent';
      if (suppression?.covers(call) === true) return 'suppressed';
      if (only.length === 0 && exclude.length === 0) return undefined;
      const event = ownProperty(call, 'event');
      const name = typeof event === 'string' ? event : '';
      if (only.length > 0 && !only.some((matches) => matches(name))) return 'not_in_only';
      return exclude.some((matches) => matches(name)) ? 'excluded' : undefined;
    },
    afterMapping: ({ dataEvent, identity }) => {
      if (dataEvent.created_at < from) return 'too_early';
      if (dataEvent.created_at >= before) return 'too_late';
      // The same person is in or out whichever call it is.
      if (sample < 1 && hashShare(`${identity.by}:${identity.value}`) >= sample) return 'not_in_sample';
      return undefined;
    },
  };
}
