/** What the rules under "Lines and values" in docs/backfill-sources.md make of a text: its place, and the value or `refused`. */
export type ReadValue = readonly [place: string, value: unknown];

interface Begun {
  readonly line: number;
  readonly value: unknown;
}

const REFUSED = 'refused';
const TOKEN =
  /[ \t\r\n]*(?:([{}[\],:])|("(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*")|(-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null))/y;

/** Goes back as the rules say, whatever it costs. */
export function readByTheRules(text: string): ReadValue[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  const lineOf = (at: number) => starts.findLastIndex((start) => start <= at);
  const endOf = (line: number) => (starts[line + 1] ?? text.length + 1) - 1;
  const skipBlanks = (at: number, blanks: RegExp) => {
    blanks.lastIndex = at;
    blanks.test(text);
    return blanks.lastIndex;
  };
  const begun: Begun[] = [];
  let line = 0;
  let at = 0;
  let most: number | undefined;
  const refuse = (column: number | undefined) => {
    begun.push({ line, value: REFUSED });
    most = column ?? most;
    line += 1;
    at = starts[line] ?? text.length;
  };
  while (line < starts.length) {
    const start = starts[line] ?? 0;
    const column = skipBlanks(start, /[ \t\r]*/y) - start;
    const begin = skipBlanks(at, /[ \t\r]*/y);
    const isWhole = at === start && most === undefined && isJson(text.slice(start, endOf(line)));
    if (isWhole) {
      begun.push({ line, value: JSON.parse(text.slice(start, endOf(line))) });
      line += 1;
      at = starts[line] ?? text.length;
    } else if (begin === endOf(line) || (most !== undefined && !mayBegin(text, begin, column, most))) {
      line += 1;
      at = starts[line] ?? text.length;
    } else if (!'{['.includes(text[begin] ?? '')) {
      refuse('"}],:'.includes(text[begin] ?? '') ? column : undefined);
    } else {
      const end = findEnd(text, begin);
      const next = end === undefined ? 0 : skipBlanks(end, most === undefined ? /[ \t\r]*/y : /[ \t\r\n]*/y);
      if (end === undefined || (next < text.length && ',]}:'.includes(text[next] ?? ''))) refuse(column);
      else {
        begun.push({ line, value: JSON.parse(text.slice(begin, end)) });
        most = undefined;
        line = lineOf(end);
        at = end;
      }
    }
  }
  return begun.map(({ line: of, value }, index) => {
    const first = begun.findIndex((other) => other.line === of);
    const areMore = begun.filter((other) => other.line === of).length > 1;
    return [areMore ? `${of + 1}.${index - first + 1}` : `${of + 1}`, value];
  });
}

function mayBegin(text: string, at: number, column: number, most: number): boolean {
  return column <= most && '{['.includes(text[at] ?? '');
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** Where the object or list ends; `undefined`: it has a fault. */
function findEnd(text: string, begin: number): number | undefined {
  TOKEN.lastIndex = begin;
  // What is open, and what must come next.
  const open: string[] = [];
  let expected: 'value' | 'value or end' | 'key' | 'key or end' | 'colon' | 'comma or end' = 'value';
  for (;;) {
    const [, sign, quoted, bare] = TOKEN.exec(text) ?? [];
    const isEnd = sign === '}' || sign === ']';
    if (isEnd) {
      if (!expected.endsWith('end') || open.pop() !== (sign === '}' ? '{' : '[')) return undefined;
      if (open.length === 0) return TOKEN.lastIndex;
      expected = 'comma or end';
    } else if (sign === ',' && expected === 'comma or end') {
      expected = open.at(-1) === '{' ? 'key' : 'value';
    } else if (sign === ':' && expected === 'colon') expected = 'value';
    else if (quoted !== undefined && expected.startsWith('key')) expected = 'colon';
    else if (!expected.startsWith('value')) return undefined;
    else if (sign === '{' || sign === '[') {
      open.push(sign);
      expected = sign === '{' ? 'key or end' : 'value or end';
    } else if (quoted !== undefined || bare !== undefined) expected = 'comma or end';
    else return undefined;
  }
}
