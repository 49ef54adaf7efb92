import { startSimulator } from '@intercom-destination/simulator';
import { expect, it } from '@jest/globals';
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';

const root = join(__dirname, '..', '..', '..');

it("the README's program delivers, with the built package", async () => {
  const page = readFileSync(join(root, 'packages/segment-destination/README.md'), 'utf8');
  const [, program = ''] = /^```js\n([\s\S]*?)^```$/m.exec(page) ?? [];
  const simulator = await startSimulator();
  simulator.seedContacts([{ role: 'user', external_id: 'u1' }]);
  try {
    const env = {
      ...process.env,
      INTERCOM_ACCESS_TOKEN: simulator.token,
      INTERCOM_BASE_URL: simulator.url,
    };
    const args = ['--input-type', 'commonjs', '--eval', program];
    const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: join(root, 'test'), env });
    expect(stdout).toBe('[ 202 ]\n');
    expect(simulator.storedEvents()).toMatchObject([
      { metadata: { plan: 'pro', revenue: { amount: 4900, currency: 'eur' } } },
    ]);
  } finally {
    await simulator.close();
  }
});
