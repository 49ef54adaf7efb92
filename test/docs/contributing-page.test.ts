import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
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
});
