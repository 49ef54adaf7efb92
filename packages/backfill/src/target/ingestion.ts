import type { Region } from '@intercom-destination/core';

/** The platforms whose own ingestion a run can hand its calls to. */
export const INGESTIONS = ['segment', 'rudderstack'] as const;
export type IngestionKind = (typeof INGESTIONS)[number];

/** What an ingestion takes. Sizes are of the JSON, kB read as 1,000 bytes: the smaller of what it may mean. */
export interface IngestionLimits {
  readonly requestBytesMax: number;
  readonly callBytesMax: number;
  readonly callsMax: number;
}

interface IngestionFacts {
  /** For people. */
  readonly name: string;
  readonly writeKeyVariable: string;
  readonly limits: IngestionLimits;
  /** Where it has no address of its own for each customer, that of each region. */
  readonly urls: Readonly<Partial<Record<Region, string>>>;
}

/** Source: Segment's HTTP API and regional endpoints; RudderStack's HTTP API, and its server's `maxReqSizeInKB`. */
export const INGESTION_FACTS: Readonly<Record<IngestionKind, IngestionFacts>> = {
  segment: {
    name: 'Segment',
    writeKeyVariable: 'SEGMENT_WRITE_KEY',
    limits: { requestBytesMax: 500_000, callBytesMax: 32_000, callsMax: 2_500 },
    urls: { US: 'https://api.segment.io', EU: 'https://events.eu1.segmentapis.com' },
  },
  rudderstack: {
    name: 'RudderStack',
    writeKeyVariable: 'RUDDERSTACK_WRITE_KEY',
    // No count is documented; ours is Segment's, which keeps what a kill sends again small.
    limits: { requestBytesMax: 4_000_000, callBytesMax: 3_900_000, callsMax: 2_500 },
    urls: {},
  },
};
