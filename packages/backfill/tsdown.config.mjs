import { defineConfig } from 'tsdown';

export default defineConfig([
  {
    entry: ['src/index.ts'],
    format: ['esm', 'cjs'],
    platform: 'node',
    fixedExtension: false,
    target: 'node20.19',
    dts: true,
  },
  {
    // The threads that the program starts have a file of their own.
    entry: { cli: 'src/cli.ts', 'profile-worker': 'src/plan/profile-worker.ts' },
    format: ['esm'],
    platform: 'node',
    fixedExtension: false,
    target: 'node20.19',
    dts: false,
    clean: false,
  },
]);
