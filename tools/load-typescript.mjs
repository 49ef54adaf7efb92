import { transformSync } from '@swc/core';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { compileFunction } from 'node:vm';

/** Loads a TypeScript module that takes nothing but types from other TypeScript modules. */
export function loadTypeScript(file) {
  const { code } = transformSync(readFileSync(file, 'utf8'), {
    filename: file,
    jsc: { parser: { syntax: 'typescript' }, target: 'es2023' },
    module: { type: 'commonjs' },
  });
  const exports = {};
  const run = compileFunction(code, ['exports', 'require', '__dirname'], { filename: file });
  run(exports, createRequire(file), dirname(file));
  return exports;
}
