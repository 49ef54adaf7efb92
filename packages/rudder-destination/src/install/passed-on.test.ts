import { describe, expect, it } from '@jest/globals';
import { comparePassedOn } from './passed-on';
import { readExports } from './read-exports';
import { featuresWrapper, workflowWrapper } from './wrappers';

describe('readExports', () => {
  it.each<{ because: string; text: string; names: readonly string[] | undefined }>([
    {
      because: 'declarations in TypeScript',
      text: `const inner = 1;
export const a = 1;
export async function b() {}
export function* c() {}
export abstract class D {}
export { inner as e, inner };
export default inner;
`,
      names: ['D', 'a', 'b', 'c', 'default', 'e', 'inner'],
    },
    {
      because: 'what TypeScript is compiled to',
      text: `Object.defineProperty(exports, "__esModule", { value: true });
exports.b = exports.a = void 0;
Object.defineProperty(exports, "c", { enumerable: true, get: function () { return c; } });
exports.a = 1;
exports.default = exports.b === exports.a;
`,
      names: ['a', 'b', 'c', 'default'],
    },
    {
      because: 'one object',
      text: `module.exports = {
  a,
  b: some.where,
};
module.exports.c = 1;
`,
      names: ['a', 'b', 'c'],
    },
    {
      because: 'comments export nothing',
      text: '/*\nexport const a = 1;\n*/\n// exports.b = 1\n',
      names: undefined,
    },
    {
      because: 'another file has the names',
      text: "export const a = 1;\nexport * from './b';\n",
      names: undefined,
    },
    {
      because: 'another file has them, compiled',
      text: 'exports.a = 1;\n__exportStar(require("./b"), exports);\n',
      names: undefined,
    },
    { because: 'an object is spread', text: 'module.exports = { ...a, b };\n', names: undefined },
    { because: 'an expression gives them', text: 'module.exports = make();\n', names: undefined },
    { because: 'a pattern declares them', text: 'export const { a } = b;\n', names: undefined },
  ])('$because', ({ text, names }) => {
    const read = readExports(text);
    expect(read && [...read].sort()).toEqual(names);
  });
});

describe('comparePassedOn', () => {
  const builtIn = 'export const a = 1;\nexport default a;\n';

  it.each([
    { because: 'TypeScript', ours: featuresWrapper({ extension: '.ts', hasDefault: true }) },
    { because: 'JavaScript', ours: featuresWrapper({ extension: '.js', hasDefault: false }) },
    { because: 'a default besides', ours: workflowWrapper(['d'], { extension: '.ts', hasDefault: true }) },
  ])('all of them in $because', ({ ours }) => {
    expect(comparePassedOn(builtIn, ours)).toEqual({ kind: 'all', names: ['a', 'default'] });
  });

  it.each([
    {
      because: 'a star leaves the default out',
      ours: "export * from './features.builtIn';\n",
      missing: ['default'],
    },
    { because: 'ours has its own alone', ours: 'export default {};\n', missing: ['a'] },
    { because: 'ours has none', ours: '', missing: ['a', 'default'] },
  ])('not all: $because', ({ ours, missing }) => {
    expect(comparePassedOn(builtIn, ours)).toEqual({ kind: 'some', missing });
  });

  it('says so where the exports cannot be read', () => {
    expect(comparePassedOn('module.exports = make();\n', '')).toEqual({ kind: 'unknown' });
  });
});
