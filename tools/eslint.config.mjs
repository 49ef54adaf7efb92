import perfectionist from 'eslint-plugin-perfectionist';
import regexp from 'eslint-plugin-regexp';
import globals from 'globals';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import tseslint from 'typescript-eslint';

const IGNORING_CASE = { type: 'alphabetical', ignoreCase: true };

const root = dirname(dirname(fileURLToPath(import.meta.url)));

export default tseslint.config(
  { ignores: ['**/dist/**', '**/node_modules/**', 'examples/dumps/**', 'test-results/**'] },
  {
    files: ['**/*.ts', '**/*.mjs'],
    plugins: { perfectionist, regexp },
    rules: {
      // A text that a stranger sends must not take the square of its length.
      'regexp/no-super-linear-backtracking': 'error',
      'regexp/no-super-linear-move': 'error',
      // Packages first, then files, each by its path; in each list values before types.
      'perfectionist/sort-imports': [
        'error',
        {
          ...IGNORING_CASE,
          groups: [
            // These must run before the modules behind them.
            'side-effect',
            ['builtin', 'external', 'internal', 'type-builtin', 'type-external', 'type-internal'],
            ['parent', 'sibling', 'index', 'type-parent', 'type-sibling', 'type-index'],
            'unknown',
          ],
          newlinesBetween: 0,
        },
      ],
      'perfectionist/sort-named-imports': [
        'error',
        { ...IGNORING_CASE, groups: ['value-import', 'type-import'] },
      ],
      'perfectionist/sort-named-exports': [
        'error',
        { ...IGNORING_CASE, groups: ['value-export', 'type-export'] },
      ],
      'perfectionist/sort-exports': ['error', IGNORING_CASE],
    },
  },
  {
    files: ['**/*.ts'],
    extends: [...tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { project: './tsconfig.json', tsconfigRootDir: root } },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/no-import-type-side-effects': 'error',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      eqeqeq: 'error',
    },
  },
  {
    files: ['packages/*/src/**/*.ts'],
    rules: {
      'no-restricted-syntax': [
        'error',
        ...[
          'PropertyDefinition[accessibility]',
          'MethodDefinition[kind!="constructor"][accessibility]',
          'TSParameterProperty',
        ].map((selector) => ({ selector, message: 'Declare the field, and give a private name a #.' })),
      ],
      // On Node 20 the garbage collector can take such a signal before it fires (nodejs/node#57736, #65995).
      'no-restricted-properties': [
        'error',
        ...['any', 'timeout'].map((property) => ({
          object: 'AbortSignal',
          property,
          message: "Use core's withDeadline or sendWithin.",
        })),
      ],
    },
  },
  {
    files: ['**/*.mjs'],
    extends: [tseslint.configs.recommended],
    languageOptions: { globals: globals.node },
  },
);
