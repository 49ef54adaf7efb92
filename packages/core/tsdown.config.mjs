import { defineConfig } from 'tsdown';

export default defineConfig({
  entry: ['src/index.ts', 'src/mapping.ts'],
  format: ['esm', 'cjs'],
  platform: 'neutral',
  target: 'node20.19',
  dts: true,
});
