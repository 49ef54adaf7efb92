import { defineConfig } from 'tsdown';

// CommonJS, as its host is, and whole in itself: it is unpacked where nothing is installed.
export default defineConfig({
  entry: {
    index: 'src/index.ts',
    'take-over': 'src/take-over/index.ts',
    install: 'src/install/cli.ts',
    dashboard: 'src/dashboard/index.ts',
  },
  format: ['cjs'],
  platform: 'node',
  fixedExtension: false,
  target: 'node20.19',
  noExternal: [/^@intercom-destination\/core/, 'p-limit'],
  dts: true,
});
