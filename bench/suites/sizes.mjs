import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { rolldown } from 'rolldown';
import { root } from '../../tools/run.mjs';
import { spread } from '../measure.mjs';

const GZIP_KB_MOST = 20;
const ADAPTERS = readdirSync(join(root, 'packages')).filter((name) => name.endsWith('-destination'));

/** What it costs to have the packages: to load an adapter, to download a package, to put the mapper into a page. */
export default async function sizes() {
  return [...ADAPTERS.map(loading), ...readdirSync(join(root, 'packages')).map(packing), await bundling()];
}

/** Loads an adapter whose host is loaded already, as it is in the host's own process. */
function loading(name) {
  const program = `
    ${name === 'segment-destination' ? "require('@segment/actions-core');" : "require('@rudderstack/integrations-lib/build/errors');"}
    gc();
    const before = process.memoryUsage().heapUsed;
    const start = performance.now();
    require('@intercom-destination/${name}');
    const ms = performance.now() - start;
    gc();
    console.log(JSON.stringify({ ms, kB: (process.memoryUsage().heapUsed - before) / 1024 }));
  `;
  const rounds = Array.from({ length: 7 }, () =>
    JSON.parse(
      execFileSync(process.execPath, ['--expose-gc', '--eval', program], {
        cwd: join(root, 'bench'),
      }).toString(),
    ),
  );
  const ms = spread(rounds.map((round) => round.ms)).median;
  const kB = spread(rounds.map((round) => round.kB)).median;
  return {
    what: `\`require\` of \`${name}\`, its host loaded`,
    beside: '',
    value: `${ms.toFixed(0)} ms, ${kB.toFixed(0)} kB of heap`,
  };
}

function packing(name) {
  const folder = mkdtempSync(join(tmpdir(), 'pack-'));
  try {
    execFileSync('npm', ['pack', '--silent', '--pack-destination', folder], {
      cwd: join(root, 'packages', name),
      shell: process.platform === 'win32',
    });
    const [file] = readdirSync(folder);
    return {
      what: `\`${name}\`, packed`,
      beside: '',
      value: `${(statSync(join(folder, file)).size / 1024).toFixed(0)} kB`,
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function bundling() {
  const folder = mkdtempSync(join(tmpdir(), 'bundle-'));
  try {
    const input = join(folder, 'in.mjs');
    const alias = { '@intercom-destination/core/mapping': join(root, 'packages/core/dist/mapping.js') };
    writeFileSync(
      input,
      "import { createMapper } from '@intercom-destination/core/mapping'; globalThis.createMapper = createMapper;",
    );
    const bundle = await rolldown({ input, platform: 'browser', resolve: { alias } });
    const { output } = await bundle.generate({ format: 'iife', minify: true });
    const kB = gzipSync(output[0].code).length / 1024;
    return {
      what: 'the mapper, bundled and minified for a browser',
      beside: '',
      value: `${kB.toFixed(1)} kB gzip`,
      goal: { text: `< ${GZIP_KB_MOST} kB` },
      isMet: kB < GZIP_KB_MOST,
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
}
