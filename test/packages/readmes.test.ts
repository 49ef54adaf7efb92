import { describe, expect, it } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

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
});

/** The first TypeScript block of a page, and the content of the block after it. */
function firstProgram(page: string): { program: string; next: string } {
  const blocks = [...readFileSync(join(root, page), 'utf8').matchAll(/^```(\w*)\n([\s\S]*?)^```$/gm)];
  const at = blocks.findIndex(([, language]) => language === 'ts');
  return { program: blocks[at]?.[2] ?? '', next: blocks[at + 1]?.[2] ?? '' };
}

/** Runs a program as a user's own would be, against the built packages. */
function printedBy(program: string): string {
  return execFileSync(process.execPath, ['--input-type', 'module', '--eval', program], {
    cwd: join(root, 'test'),
  }).toString();
}
