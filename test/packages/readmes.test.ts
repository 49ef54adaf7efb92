import { describe, expect, it } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(__dirname, '..', '..');

describe('programs in READMEs', () => {
  it('the smallest program prints what the README says', () => {
    const { program, next } = firstProgram('README.md');
    expect(printedBy(program)).toEqual([JSON.parse(next)]);
  });

  it("core's program prints what its comment says", () => {
    const { program } = firstProgram('packages/core/README.md');
    expect(program).toContain("// { plan: 'pro', revenue: { amount: 4900, currency: 'eur' } }");
    const [metadata] = printedBy(program);
    expect(metadata).toEqual({ plan: 'pro', revenue: { amount: 4900, currency: 'eur' } });
  });
});

/** The first TypeScript block of a page, and the content of the block after it. */
function firstProgram(page: string): { program: string; next: string } {
  const blocks = [...readFileSync(join(root, page), 'utf8').matchAll(/^```(\w*)\n([\s\S]*?)^```$/gm)];
  const at = blocks.findIndex(([, language]) => language === 'ts');
  return { program: blocks[at]?.[2] ?? '', next: blocks[at + 1]?.[2] ?? '' };
}

/** Runs a program as a user's own would be, against the built packages. What it logs comes back as JSON. */
function printedBy(program: string): unknown[] {
  const asJson = 'console.log = (value) => process.stdout.write(`${JSON.stringify(value)}\\n`);';
  const output = execFileSync(
    process.execPath,
    ['--input-type', 'module', '--eval', `${asJson}\n${program}`],
    {
      cwd: join(root, 'test'),
    },
  );
  return output
    .toString()
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as unknown);
}
