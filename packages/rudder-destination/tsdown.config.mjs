import { defineConfig } from 'tsdown';

// CommonJS, as its host is, and whole in itself: it is unpacked where nothing is installed.
export default defineConfig({
  entry: { dashboard: 'src/dashboard/index.ts' },
  format: ['cjs'],
  platform: 'node',
  fixedExtension: false,
  target: 'node20.19',
  noExternal: [/^@intercom-destination\/core/],
  dts: true,
});
