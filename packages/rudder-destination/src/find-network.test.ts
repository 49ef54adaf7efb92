import { expect, it } from '@jest/globals';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createFolder } from '../../../test/lifetime/folder';
import { findNetwork } from './find-network';

it.each([
  { adapter: 'exports.httpSend = () => {};', found: true, because: 'it lies beside our folder' },
  { adapter: 'exports.send = () => {};', found: false, because: 'a client of another make is none' },
  { adapter: undefined, found: false, because: 'the package is installed on its own' },
])('finds the client: $found, as $because', ({ adapter, found }) => {
  const { folder } = createFolder();
  for (const name of ['intercom-destination', 'adapters']) mkdirSync(join(folder, name));
  if (adapter !== undefined) writeFileSync(join(folder, 'adapters', 'network.js'), adapter);
  expect(findNetwork(join(folder, 'intercom-destination')) !== undefined).toBe(found);
});
