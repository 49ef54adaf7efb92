import { defineConfig } from 'tsdown';
import { withSettings } from './transformation-settings.mjs';

export default defineConfig([
  // CommonJS, as its host is, and whole in itself: it is unpacked where nothing is installed.
  {
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
  },
  // One readable file without imports, to paste into RudderStack's editor.
  {
    entry: { transformation: 'src/transformation/index.ts' },
    format: ['esm'],
    platform: 'neutral',
    fixedExtension: false,
    target: 'node20.19',
    noExternal: [/^@intercom-destination\/core/],
    dts: false,
    clean: false,
    plugins: [withSettings()],
  },
]);
