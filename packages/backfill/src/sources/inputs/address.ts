import { quoteForShell } from '../../terminal/quote-for-shell';
import { hasWildcard } from './wildcard';

/** Where what is fetched is to lie, in the commands that are proposed. */
const FOLDER = 'dump/';

/** What to do with an address instead of reading it, as a sentence; `undefined`: it is none. */
export function adviseOnAddress(input: string): string | undefined {
  const scheme = /^([a-z][a-z0-9+.-]*):\/\/./i.exec(input)?.[1]?.toLowerCase();
  if (scheme === undefined) return undefined;
  if (scheme === 'file') return `${input} is an address; name the file by its path.`;
  const command = COMMANDS.find(({ schemes }) => schemes.includes(scheme))?.toCommand(input);
  const fetched =
    command === undefined ? 'Bring what it holds to this machine' : `Fetch it first, with \`${command}\`,`;
  return `${input} is an address, and only files are read. ${fetched} and name the files or their folder.`;
}

const COMMANDS: readonly {
  readonly schemes: readonly string[];
  readonly toCommand: (address: string) => string;
}[] = [
  {
    schemes: ['s3', 's3a', 's3n'],
    toCommand: (address) => {
      const s3 = withScheme(address, 's3');
      if (isFile(s3)) return `aws s3 cp ${quoteForShell(s3)} ${FOLDER}`;
      return `aws s3 sync ${quoteForShell(withoutWildcard(s3))} ${FOLDER}`;
    },
  },
  {
    schemes: ['gs', 'gcs'],
    toCommand: (address) => `gcloud storage cp -r ${quoteForShell(withScheme(address, 'gs'))} ${FOLDER}`,
  },
  {
    schemes: ['az', 'abfs', 'abfss', 'wasb', 'wasbs'],
    toCommand: (address) => `azcopy copy ${quoteForShell(toBlobAddress(address))} ${FOLDER} --recursive`,
  },
  {
    schemes: ['http', 'https', 'ftp', 'ftps'],
    toCommand: (address) => `curl -fLO ${quoteForShell(address)}`,
  },
  {
    schemes: ['sftp', 'scp', 'ssh'],
    toCommand: (address) => `scp -r ${quoteForShell(withScheme(address, 'scp'))} ${FOLDER}`,
  },
  { schemes: ['hdfs'], toCommand: (address) => `hdfs dfs -get ${quoteForShell(address)} ${FOLDER}` },
];

function withScheme(address: string, scheme: string): string {
  return `${scheme}${address.slice(address.indexOf('://'))}`;
}

/** Its last part looks like the name of one file. */
function isFile(address: string): boolean {
  const name = address.slice(address.lastIndexOf('/') + 1);
  return name.includes('.') && !hasWildcard(address);
}

/** The part of the address before the folder or name that has the first wildcard. */
function withoutWildcard(address: string): string {
  const at = address.search(/[*?[]/);
  return at === -1 ? address : address.slice(0, address.lastIndexOf('/', at) + 1);
}

/** azcopy wants the address of a blob: `abfss://container@account.dfs.core.windows.net/path` names the same. */
function toBlobAddress(address: string): string {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (url === undefined || url.username === '')
    return withScheme(address, 'https').replace('//', `//ACCOUNT.${BLOBS}/`);
  const [account = ''] = url.hostname.split('.');
  return `https://${account}.${BLOBS}/${url.username}${url.pathname}`;
}

const BLOBS = 'blob.core.windows.net';
