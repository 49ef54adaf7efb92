import { describe, expect, it } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createContext, runInContext } from 'node:vm';
import { gzipSync } from 'node:zlib';

const here = join(__dirname, '..');
const GZIP_BYTES_MAX = 20 * 1024;

describe('the mapping, bundled for a browser', () => {
  it('needs no polyfill and stays under 20 kB', () => {
    const bundle = buildBundle(
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
function buildBundle(program: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'bundle-'));
  try {
    const input = join(folder, 'in.mjs');
    const output = join(folder, 'out.js');
    writeFileSync(input, program);
    const build = `
      import { rolldown } from 'rolldown';
      const alias = { '@intercom-destination/core/mapping': ${JSON.stringify(join(here, '../packages/core/dist/mapping.js'))} };
      const bundle = await rolldown({ input: ${JSON.stringify(input)}, platform: 'browser', resolve: { alias }, onLog(level, log) { if (level === 'warn') throw new Error(log.message); } });
      await bundle.write({ file: ${JSON.stringify(output)}, format: 'iife', minify: true });
    `;
    execFileSync(process.execPath, ['--input-type', 'module', '--eval', build], { cwd: here });
    return readFileSync(output, 'utf8');
  } finally {
    rmSync(folder, { recursive: true });
  }
}
