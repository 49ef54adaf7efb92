import { expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { outputOf } from '../../lifetime/run-process';
import { startSimulator } from '../../lifetime/simulator';

const root = join(__dirname, '..', '..', '..');

it("the README's program delivers, with the built package", async () => {
  const page = readFileSync(join(root, 'packages/segment-destination/README.md'), 'utf8');
  const [, program = ''] = /^```js\n([\s\S]*?)^```$/m.exec(page) ?? [];
  const simulator = await startSimulator();
  simulator.seedContacts([{ role: 'user', external_id: 'u1' }]);
  const env = {
    ...process.env,
    INTERCOM_ACCESS_TOKEN: simulator.token,
    INTERCOM_BASE_URL: simulator.url,
  };
  const args = ['--input-type', 'commonjs', '--eval', program];
  expect(await outputOf(process.execPath, args, { cwd: join(root, 'test'), env })).toBe('[ 202 ]\n');
  expect(simulator.storedEvents()).toMatchObject([
    { metadata: { plan: 'pro', revenue: { amount: 4900, currency: 'eur' } } },
  ]);
});
