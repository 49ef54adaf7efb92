/** What lies beside the calls in a dump, and is passed over where a folder or a wildcard brings it up. */
export interface FolderRule {
  /** As documented, such as `*.crc`. */
  readonly rule: string;
  readonly holds: (name: string) => boolean;
}

/**
 * `undefined`: the file is read. Names with an underscore are listed one by one, since warehouses put one before the name of a
 * table that is a reserved word.
 */
export function findFileRule(name: string): string | undefined {
  return FILE_RULES.find(({ holds }) => holds(name))?.rule;
}

/** `undefined`: what is in the folder is looked at. */
export function findFolderRule(name: string): string | undefined {
  return FOLDER_RULES.find(({ holds }) => holds(name))?.rule;
}

const HIDDEN: FolderRule = { rule: '.*', holds: (name) => name.startsWith('.') };

const FILE_RULES: readonly FolderRule[] = [
  HIDDEN,
  ...['_SUCCESS', '_metadata', '_common_metadata'].map(named),
  ...['_committed_', '_started_'].map((start) => ({
    rule: `${start}*`,
    holds: (name: string) => name.startsWith(start),
  })),
  { rule: '*manifest', holds: (name) => name.endsWith('manifest') },
  named('manifest.json'),
  ...['.crc', '.md5', '.sha256', '.tmp', '.partial', '.crdownload'].map((end) => ({
    rule: `*${end}`,
    holds: (name: string) => name.endsWith(end),
  })),
  { rule: 'README, README.md, README.txt', holds: (name) => /^readme(?:\.(?:md|txt))?$/i.test(name) },
];

const FOLDER_RULES: readonly FolderRule[] = [
  HIDDEN,
  ...['_delta_log', '_temporary', '_spark_metadata', '__MACOSX'].map(named),
];

function named(rule: string): FolderRule {
  return { rule, holds: (name) => name === rule };
}
