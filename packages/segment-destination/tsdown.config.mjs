import { defineConfig } from 'tsdown';

// CommonJS, as its host is: actions-core cannot be imported as an ES module. p-limit is bundled, being one.
export default defineConfig({
  entry: ['src/index.ts'],
  format: ['cjs'],
  platform: 'node',
  fixedExtension: false,
  target: 'node20.19',
  dts: true,
});
