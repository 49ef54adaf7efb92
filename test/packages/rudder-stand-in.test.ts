import { describe, expect, it } from '@jest/globals';
import { existsSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { TRIED_VERSIONS } from '../../packages/rudder-destination/src/install/tried-versions';
import { createFolder } from '../lifetime/folder';
import { readFacts } from './rudder-transformer/facts';
import { LAYOUTS, writeTransformer, type Layout } from './rudder-transformer/stand-in';

it('there are facts of each version that was tried', () => {
  const versions = readdirSync(join(__dirname, 'rudder-transformer', 'facts')).map((file) =>
    file.replace('.json', ''),
  );
  const facts = versions.sort().map((version) => readFacts(version));
  expect(facts.map(({ version, commit, date }) => ({ version, commit: commit.slice(0, 9), date }))).toEqual(
    TRIED_VERSIONS,
  );
  expect(LAYOUTS.map(({ version }) => version).sort()).toEqual(versions);
});

describe.each(LAYOUTS)('the stand-in for $version', (layout) => {
  const { modules } = readFacts(layout.version);

  it.each(modules)('exports of $path what the real one exports', ({ path, exports }) => {
    const code = writeCompiled(layout);
    const loaded = createRequire(join(code, 'any.js'))(`./${path.replace(/\.ts$/, '.js')}`) as object;
    const names = Object.keys(loaded).filter((name) => name !== '__esModule');
    expect(names.sort()).toEqual([...exports].sort());
  });

  it.each(modules)('has every file that imports $path', ({ importedBy }) => {
    const code = writeCompiled(layout);
    for (const path of importedBy)
      expect({ path, isThere: existsSync(join(code, path.replace(/\.ts$/, '.js'))) }).toEqual({
        path,
        isThere: true,
      });
  });
});

/** The code of an image, whatever the layout. */
function writeCompiled(layout: Layout): string {
  return join(writeTransformer(createFolder().folder, { ...layout, code: 'dist/src' }), 'dist', 'src');
}
