/** A rudder-transformer into which the installer was run. */
interface TriedVersion {
  readonly version: string;
  readonly commit: string;
  /** Of the commit. */
  readonly date: string;
}

export const TRIED_VERSIONS: readonly TriedVersion[] = [
  { version: '1.141.0', commit: 'b665de63c', date: '2026-07-01' },
  { version: '1.141.4', commit: '131c26e72', date: '2026-07-15' },
  { version: '1.145.0', commit: 'c98d160cf', date: '2026-08-06' },
];

/** What is known of a version of rudder-transformer, for a person. */
export function describeVersion(version: string): readonly string[] {
  const isTried = TRIED_VERSIONS.some((tried) => tried.version === version);
  return [
    `This is rudder-transformer ${version}. The installer was tried with:`,
    ...TRIED_VERSIONS.map((tried) => `  ${tried.version} (commit ${tried.commit} of ${tried.date})`),
    ...(isTried ? [] : [`It was not tried with ${version}: test it with a few events before you deploy it.`]),
  ];
}
