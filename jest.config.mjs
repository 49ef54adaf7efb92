import { createRequire } from 'node:module';

const require = createRequire(new URL('tools/package.json', import.meta.url));

/** Tests run on the sources; what must be tested as built and published lives in test/packages and test/e2e. */
export default {
  reporters: ['default', '<rootDir>/tools/jest-progress.mjs'],
  // Jest's own default leaves one core free.
  maxWorkers: '100%',
  // Not in the temporary folder, which is another one for each run.
  cacheDirectory: '<rootDir>/node_modules/.cache/jest',
  testMatch: ['<rootDir>/packages/*/src/**/*.test.ts', '<rootDir>/test/**/*.test.ts'],
  modulePathIgnorePatterns: ['<rootDir>/packages/.*/dist/'],
  transform: {
    // These are ES modules only, which jest does not require.
    '\\.ts$|/node_modules/(p-limit|yocto-queue|hyparquet|hyparquet-compressors|hysnappy|fzstd)/.*\\.js$': [
      require.resolve('@swc/jest'),
      { jsc: { parser: { syntax: 'typescript' }, target: 'es2023' }, module: { type: 'commonjs' } },
    ],
  },
  transformIgnorePatterns: [
    '/node_modules/(?!(\\.pnpm/)?(p-limit|yocto-queue|hyparquet|hyparquet-compressors|hysnappy|fzstd)[@/])',
  ],
  moduleNameMapper: {
    '^@intercom-destination/(core|simulator|backfill|segment-destination|rudder-destination)$':
      '<rootDir>/packages/$1/src/index.ts',
    '^@intercom-destination/core/mapping$': '<rootDir>/packages/core/src/mapping.ts',
  },
  testEnvironment: 'node',
  // Stops what a test has started, however the test ends.
  setupFilesAfterEnv: ['<rootDir>/test/lifetime/set-up.ts'],
  // A limit for what hangs, far beyond what any test takes on a busy machine.
  testTimeout: 240_000,
};
