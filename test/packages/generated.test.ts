import { MAPPING_VERSION } from '@intercom-destination/core';
import { expect, it } from '@jest/globals';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { createFolder } from '../lifetime/folder';
import { outputOf, runProcess } from '../lifetime/run-process';
import { sampleTexts } from '../sample-texts';

const root = join(__dirname, '..', '..');

it('what is generated is up to date, to the last character', async () => {
  const script = join(root, 'tools', 'generate.mjs');
  const { status, stderr } = await runProcess(process.execPath, [script, '--check']);
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
});

it('an output that has changed is not pinned under the same mapping version', async () => {
  const tool = JSON.stringify(pathToFileURL(join(root, 'tools', 'pin-mapping.mjs')).href);
  const program = `
    import { pinMapping } from ${tool};
    const refusesAll = () => () => ({ ok: false, refusal: { code: 'no_contact', message: '' } });
    const core = { createMapper: refusesAll, MAPPING_VERSION: ${MAPPING_VERSION} };
    console.log(JSON.stringify([pinMapping(core, false), pinMapping(core, true)]));
  `;
  const printed = await outputOf(process.execPath, ['--input-type', 'module', '--eval', program]);
  const refused = { files: [], fault: expect.stringMatching(/has changed, but MAPPING_VERSION is still/) };
  expect(JSON.parse(printed)).toEqual([refused, refused]);
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
