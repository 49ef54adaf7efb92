import { expect, it } from '@jest/globals';
import { adviseOnAddress } from './address';

it.each([
  { address: 's3://bucket/logs/', command: 'aws s3 sync s3://bucket/logs/ dump/' },
  { address: 's3a://bucket/a.json.gz', command: 'aws s3 cp s3://bucket/a.json.gz dump/' },
  { address: 's3://my bucket/*/2026*.gz', command: "aws s3 sync 's3://my bucket/' dump/" },
  { address: "S3://b/it's; rm -rf ~", command: String.raw`aws s3 sync 's3://b/it'\''s; rm -rf ~' dump/` },
  { address: 'gs://bucket/a/*.parquet', command: "gcloud storage cp -r 'gs://bucket/a/*.parquet' dump/" },
  {
    address: 'abfss://events@account.dfs.core.windows.net/2026/a',
    command: 'azcopy copy https://account.blob.core.windows.net/events/2026/a dump/ --recursive',
  },
  {
    address: 'az://events/2026',
    command: 'azcopy copy https://ACCOUNT.blob.core.windows.net/events/2026 dump/ --recursive',
  },
  {
    address: 'https://example.com/a.gz?sig=x&y=$z',
    command: "curl -fLO 'https://example.com/a.gz?sig=x&y=$z'",
  },
  { address: 'sftp://user@host/a', command: 'scp -r scp://user@host/a dump/' },
  { address: 'hdfs://name/a', command: 'hdfs dfs -get hdfs://name/a dump/' },
])('proposes $command', ({ address, command }) => {
  expect(adviseOnAddress(address)).toBe(
    `${address} is an address, and only files are read. Fetch it first, with \`${command}\`, and name the files or their folder.`,
  );
});

it('says what to do with an address of another kind', () => {
  expect(adviseOnAddress('minio://host/a')).toBe(
    'minio://host/a is an address, and only files are read. Bring what it holds to this machine and name the files or their folder.',
  );
  expect(adviseOnAddress('file:///tmp/a')).toBe('file:///tmp/a is an address; name the file by its path.');
});

it.each(['dump', 's3:/bucket', 'a/b://c', '-', 's3://', 'C:\\dump'])('takes %s for no address', (input) => {
  expect(adviseOnAddress(input)).toBeUndefined();
});
