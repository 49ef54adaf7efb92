import { startSimulator } from '@intercom-destination/simulator';
import { describe, expect, it } from '@jest/globals';
import { execFile, execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';

const root = join(__dirname, '..', '..');

describe('programs in READMEs', () => {
  it('the smallest program prints what the README says', () => {
    const { program, next } = firstProgram('README.md');
    expect(JSON.parse(printedBy(program))).toEqual(JSON.parse(next));
  });

  it("core's program prints what its comment says", () => {
    const { program } = firstProgram('packages/core/README.md');
    expect(program).toContain("// { plan: 'pro', revenue: { amount: 4900, currency: 'eur' } }");
    expect(printedBy(program)).toBe("{ plan: 'pro', revenue: { amount: 4900, currency: 'eur' } }\n");
  });
  it("core's client delivers what it is given", async () => {
    const simulator = await startSimulator({ region: 'EU' });
    try {
      const { program } = firstProgram('packages/core/README.md', 'createClient');
      const env = { INTERCOM_ACCESS_TOKEN: simulator.token, INTERCOM_BASE_URL: simulator.url };
      expect(await printedWith(program, env)).toBe('accepted\n');
      expect(simulator.contacts()).toMatchObject([{ role: 'user', external_id: 'u1' }]);
      expect(simulator.storedEvents()).toMatchObject([{ metadata: { plan: 'pro' } }]);
    } finally {
      await simulator.close();
    }
  });
});

/** The first TypeScript block of a page that holds the text, and the content of the block after it. */
function firstProgram(page: string, text = ''): { program: string; next: string } {
  const blocks = [...readFileSync(join(root, page), 'utf8').matchAll(/^```(\w*)\n([\s\S]*?)^```$/gm)];
  const at = blocks.findIndex(([, language, block]) => language === 'ts' && block?.includes(text));
  return { program: blocks[at]?.[2] ?? '', next: blocks[at + 1]?.[2] ?? '' };
}

/** Runs a program as a user's own would be, against the built packages. */
function printedBy(program: string): string {
  return execFileSync(process.execPath, ['--input-type', 'module', '--eval', program], {
    cwd: join(root, 'test'),
  }).toString();
}

/** The same beside what runs in this process, which must not be blocked. */
async function printedWith(program: string, env: Record<string, string>): Promise<string> {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--input-type', 'module', '--eval', program],
    { cwd: join(root, 'test'), env: { ...process.env, ...env } },
  );
  return stdout;
}
