/** The names that a file in TypeScript or CommonJS exports, read without loading it; `undefined`: its text does not say all of them. */
export function readExports(text: string): ReadonlySet<string> | undefined {
  const code = text.replace(/\/\*[^]*?\*\/|^[^\S\n\r\u2028\u2029]*\/\/.*$/gm, '');
  if (UNKNOWN.test(code)) return undefined;
  const names = new Set<string>();
  for (const pattern of DECLARED) {
    for (const [, name = ''] of code.matchAll(pattern)) names.add(name);
  }
  for (const [, list = ''] of code.matchAll(LISTED)) {
    for (const item of list.split(',').map((each) => each.trim())) {
      if (item === '') continue;
      const [, name] = ITEM.exec(item) ?? [];
      if (name === undefined) return undefined;
      names.add(name);
    }
  }
  names.delete('__esModule');
  return names.size === 0 ? undefined : names;
}

/** What another file or an expression exports. */
const UNKNOWN =
  /^export\s*\*|^export\s*=|^export\s+(?:const|let|var)\s*[{[]|\b__exportStar\(|\bmodule\.exports\s*=\s*[^{\s]|\bObject\.assign\(\s*(?:module\.)?exports\b/m;

const DECLARED = [
  /^export\s+(?:abstract\s+)?(?:async\s+)?(?:const|let|var|function(?:\s*\*)?|class|enum)\s+(\w+)/gm,
  /^export\s+(default)\b/gm,
  /\bexports\.(\w+)\s*=(?!=)/g,
  /\bObject\.defineProperty\((?:module\.)?exports,\s*["'](\w+)["']/g,
];

const LISTED = /(?:^export|\bmodule\.exports\s*=)\s*\{([^}]*)\}/gm;

/** `a`, `a as b` and `a: b`. */
const ITEM = /^(?:\w+\s+as\s+)?(\w+)(?:\s*:\s*[\w.]+)?$/;
