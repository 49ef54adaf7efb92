import { createRequire } from 'node:module';

const require = createRequire(new URL('tools/package.json', import.meta.url));

/** Tests run on the sources; what must be tested as built and published lives in test/packages and test/e2e. */
export default {
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
  // End-to-end tests start processes, on machines that may be slow. No test relies on it.
  testTimeout: 60_000,
};
