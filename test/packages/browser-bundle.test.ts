import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createContext, runInContext } from 'node:vm';
import { gzipSync } from 'node:zlib';
import { createFolder } from '../lifetime/folder';
import { outputOf } from '../lifetime/run-process';

const here = join(__dirname, '..');
const GZIP_BYTES_MAX = 20 * 1024;

describe('the mapping, bundled for a browser', () => {
  it('needs no polyfill and stays under 20 kB', async () => {
    const bundle = await buildBundle(
      "import { createMapper } from '@intercom-destination/core/mapping'; globalThis.createMapper = createMapper;",
    );
    expect(gzipSync(bundle).length).toBeLessThan(GZIP_BYTES_MAX);

    // A world with what the language has, and of a browser's things only what the mapping asks for.
    const world = createContext({ URL });
    runInContext(bundle, world);
    const program = `JSON.stringify(createMapper()({
      event: 'Order Completed', userId: 'u1', timestamp: '2024-01-01T00:00:00Z',
      properties: { total: 19.99, currency: 'EUR', url: 'https://example.com', createdAt: '2024-01-01T00:00:00Z' },
    }).dataEvent.metadata)`;
    expect(JSON.parse(runInContext(program, world) as string)).toEqual({
      total: { amount: 1999, currency: 'eur' },
      created_date: 1704067200,
      url: 'https://example.com',
    });
  });
});

/** Bundles and minifies a program against the built package, as a browser application's build does. */
async function buildBundle(program: string): Promise<string> {
  const { folder, write } = createFolder();
  const input = write('in.mjs', program);
  const output = join(folder, 'out.js');
  const build = `
    import { rolldown } from 'rolldown';
    const alias = { '@intercom-destination/core/mapping': ${JSON.stringify(join(here, '../packages/core/dist/mapping.js'))} };
    const bundle = await rolldown({ input: ${JSON.stringify(input)}, platform: 'browser', resolve: { alias }, onLog(level, log) { if (level === 'warn') throw new Error(log.message); } });
    await bundle.write({ file: ${JSON.stringify(output)}, format: 'iife', minify: true });
  `;
  await outputOf(process.execPath, ['--input-type', 'module', '--eval', build], { cwd: here });
  return readFileSync(output, 'utf8');
}
