import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { outputOf } from '../lifetime/run-process';
import { startSimulator } from '../lifetime/simulator';

const root = join(__dirname, '..', '..');

describe('programs in READMEs', () => {
  it('the smallest program prints what the README says', async () => {
    const { program, next } = firstProgram('README.md');
    expect(JSON.parse(await printedBy(program))).toEqual(JSON.parse(next));
  });

  it("core's program prints what its comment says", async () => {
    const { program } = firstProgram('packages/core/README.md');
    expect(program).toContain("// { plan: 'pro', revenue: { amount: 4900, currency: 'eur' } }");
    expect(await printedBy(program)).toBe("{ plan: 'pro', revenue: { amount: 4900, currency: 'eur' } }\n");
  });

  it("core's client delivers what it is given", async () => {
    const simulator = await startSimulator({ region: 'EU' });
    const { program } = firstProgram('packages/core/README.md', 'createClient');
    const env = { INTERCOM_ACCESS_TOKEN: simulator.token, INTERCOM_BASE_URL: simulator.url };
    expect(await printedBy(program, env)).toBe('accepted\n');
    expect(simulator.contacts()).toMatchObject([{ role: 'user', external_id: 'u1' }]);
    expect(simulator.storedEvents()).toMatchObject([{ metadata: { plan: 'pro' } }]);
  });
});

/** The first TypeScript block of a page that holds the text, and the content of the block after it. */
function firstProgram(page: string, text = ''): { program: string; next: string } {
  const blocks = [...readFileSync(join(root, page), 'utf8').matchAll(/^```(\w*)\n([\s\S]*?)^```$/gm)];
  const at = blocks.findIndex(([, language, block]) => language === 'ts' && block?.includes(text));
  return { program: blocks[at]?.[2] ?? '', next: blocks[at + 1]?.[2] ?? '' };
}

/** Runs a program as a user's own would be, against the built packages. */
function printedBy(program: string, env: Record<string, string> = {}): Promise<string> {
  return outputOf(process.execPath, ['--input-type', 'module', '--eval', program], {
    cwd: join(root, 'test'),
    env: { ...process.env, ...env },
  });
}
