import { defineConfig } from 'tsdown';

// CommonJS, as its host is: actions-core cannot be imported as an ES module. p-limit is bundled, being one.
const common = { format: ['cjs'], platform: 'node', fixedExtension: false, target: 'node20.19' };

export default defineConfig([
  { ...common, entry: ['src/index.ts'], dts: true },
  { ...common, entry: { 'segment-function': 'src/command/cli.ts' }, clean: false, dts: false },
]);
