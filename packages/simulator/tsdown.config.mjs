import { defineConfig } from 'tsdown';

export default defineConfig({
  entry: ['src/index.ts'],
  format: ['esm', 'cjs'],
  platform: 'node',
  fixedExtension: false,
  target: 'node20.19',
  dts: true,
});
