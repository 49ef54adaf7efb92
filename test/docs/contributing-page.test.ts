import { describe, expect, it } from '@jest/globals';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(__dirname, '..', '..');
const page = readFileSync(join(root, 'CONTRIBUTING.md'), 'utf8');

describe('CONTRIBUTING.md', () => {
  it('shows a mapping case as it stands in its file, with rows and settings', () => {
    const [, section = ''] = /^## Changing a mapping rule\n([^]*?)^## /m.exec(page) ?? [];
    const [, block = ''] = /^```json\n([^]*?)^```$/m.exec(section) ?? [];
    const [, file = ''] = /`(test\/cases\/[\w-]+\.json)`/.exec(section) ?? [];
    expect(JSON.parse(block)).toMatchObject({ rows: expect.anything(), settings: expect.anything() });
    const cases = readFileSync(join(root, file), 'utf8');
    // In the file a case stands two blanks further in.
    expect(cases).toContain(block.trimEnd().replace(/^/gm, '  '));
  });

  it('names files to open first that exist', () => {
    const [, table = ''] = /^\| to change .*\n([^]*?)\n\n/m.exec(page) ?? [];
    const paths = [...table.matchAll(/`([^`]+)`/g)].map(([, path = '']) => path);
    expect(paths.length).toBeGreaterThan(15);
    expect(paths.filter((path) => !existsSync(join(root, 'packages', path)))).toEqual([]);
  });
});
