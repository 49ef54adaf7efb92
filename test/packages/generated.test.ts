import { expect, it } from '@jest/globals';
import { join } from 'node:path';
import { createFolder } from '../lifetime/folder';
import { outputOf, runProcess } from '../lifetime/run-process';
import { sampleTexts } from '../sample-texts';

const root = join(__dirname, '..', '..');

it('what is generated is up to date, to the last character', async () => {
  const script = join(root, 'tools', 'generate.mjs');
  const { status, stderr } = await runProcess(process.execPath, [script, '--check']);
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
});

it('the sample data is what its generator writes', async () => {
  const { folder } = createFolder();
  await outputOf(process.execPath, [join(root, 'examples', 'generate.mjs'), folder]);
  const texts = sampleTexts(join(root, 'examples'));
  const again = sampleTexts(folder);
  expect([...again.keys()]).toEqual([...texts.keys()]);
  // Not with toEqual: it would print megabytes.
  expect([...again].filter(([file, text]) => text !== texts.get(file)).map(([file]) => file)).toEqual([]);
});
