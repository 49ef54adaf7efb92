import type { MappingSettings } from '@intercom-destination/core';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const CASES = path.join(__dirname, '..', 'cases');

export interface ExpectedIdentifier {
  readonly by: 'id' | 'user_id' | 'email';
  readonly value: string;
}

/** What a call must become, as plain JSON: written from the mapping rules, never copied from a result. */
export type ExpectedOutcome =
  | {
      readonly ok: true;
      /** Complete, with the keys of `metadata` in the order in which they must be sent. */
      readonly dataEvent: Readonly<Record<string, unknown>>;
      readonly identity: ExpectedIdentifier & { readonly fallbacks: readonly ExpectedIdentifier[] };
      /** In any order; what a note says in `detail` is free. */
      readonly notes: readonly { readonly code: string; readonly key: string }[];
    }
  | { readonly ok: false; readonly refusal: string };

/**
 * What differs through Segment. There is no other kind.
 *
 * - `not_subscribed`: no subscription wants the call.
 * - `refused_by_schema`: a field's schema refuses it. `refused_alone`: only where it comes alone; in a batch core does.
 * - `proto_removed`: keys called `__proto__` are taken out.
 * - `runtime_throws`: the runtime itself throws, and in a batch takes the others with it, on what Segment's API lets nobody
 *   send.
 * - `made_text`: a field's schema makes text of a number, or of the only item of a list.
 * - `read_elsewhere`: the call says something in a place to which no field is mapped by default, and it counts for nothing.
 * - `further_metadata`: the field in place of `addKeys` overrules the properties, and nothing beside its values is looked at.
 */
export const SEGMENT_KINDS = [
  'not_subscribed',
  'refused_by_schema',
  'refused_alone',
  'proto_removed',
  'runtime_throws',
  'made_text',
  'read_elsewhere',
  'further_metadata',
] as const;

/** One shared example of the mapping: core and every adapter must give this answer to this call. */
export interface MappingCase {
  /** The file it stands in, without `.json`. */
  readonly topic: string;
  /** The rule that makes it so, in one sentence; no other case has the same. */
  readonly because: string;
  /** Ids of `MAPPING_ROWS` that the case shows. */
  readonly rows: readonly string[];
  /** What differs from the default settings; absent: nothing. */
  readonly settings?: Partial<MappingSettings>;
  readonly call: unknown;
  readonly expected: ExpectedOutcome;
  /** Absent: the case gives core's answer through Segment's runtime too. */
  readonly segment?: (typeof SEGMENT_KINDS)[number];
}

/** Every case of every topic, read anew, so that no test can change another's. */
export function loadCases(): MappingCase[] {
  return readdirSync(CASES)
    .filter((file) => file.endsWith('.json'))
    .sort()
    .flatMap((file) => {
      const cases = JSON.parse(readFileSync(path.join(CASES, file), 'utf8')) as Omit<MappingCase, 'topic'>[];
      return cases.map((each) => ({ topic: path.basename(file, '.json'), ...each }));
    });
}
