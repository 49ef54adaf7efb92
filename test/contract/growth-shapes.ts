/** Texts of a given length that are dear to a careless pattern. */
export const SHAPES: readonly { readonly shape: string; readonly because: string; readonly of: TextOf }[] = [
  { shape: 'underscores', because: 'a run of separators before a date ending', of: ends('_', 'x') },
  { shape: 'mixed separators', because: 'what a date loses before its ending', of: ends('_- ', 'x') },
  { shape: 'hyphens', because: 'what kebab case trims', of: ends('-', 'x') },
  { shape: 'blanks', because: 'what is trimmed', of: ends(' ', 'x') },
  { shape: 'line feeds', because: 'a dot stops there', of: ends('\n', 'x') },
  { shape: 'stars', because: 'nothing in it is legal', of: ends('*', '') },
  { shape: 'slashes', because: 'a base URL loses those at its end', of: ends('/', 'x') },
  { shape: 'date endings', because: 'each may be the last', of: ends('_at', 'x') },
  { shape: 'a date key', because: 'the ending stands behind a run', of: ends('_', '_date') },
  { shape: 'a word', because: 'an email may begin at each letter', of: ends('a', '') },
  { shape: 'words and signs', because: 'each may be an email', of: ends('a@', '') },
  { shape: 'dots', because: 'a domain, an empty one, and a path', of: ends('.', '@a') },
  {
    shape: 'an email',
    because: 'its domain has a dot at every other place',
    of: (n) => `a@${'b.'.repeat(n / 2)}`,
  },
  { shape: 'digits', because: 'an amount or a time', of: ends('9', '') },
  { shape: 'digits and a letter', because: 'an amount that is none', of: ends('9', 'x') },
  { shape: 'groups', because: 'thousands in an amount', of: ends(',000', 'x') },
  { shape: 'a fraction', because: 'of a second', of: (n) => `2024-01-01T00:00:00.${'9'.repeat(n)}x` },
  { shape: 'marks in order', because: 'NFC joins the first', of: (n) => `a${'\u0301'.repeat(n)}` },
  { shape: 'marks out of order', because: 'NFC sorts them', of: (n) => `a${'\u0301\u0316'.repeat(n / 2)}` },
  {
    shape: 'marks in two halves',
    because: 'NFC sorts them',
    of: (n) => `a${'\u0301'.repeat(n / 2)}${'\u0316'.repeat(n / 2)}`,
  },
  { shape: 'jamo', because: 'NFC joins them', of: ends('\u1100\u1161\u11a8', '') },
  { shape: 'sigmas', because: 'lower case asks what stands around', of: ends('aΣ\u0301', '') },
  { shape: 'dotted capitals', because: 'lower case is longer', of: ends('İ', '') },
  { shape: 'capitals between', because: 'kebab and snake case part them', of: ends('aA', '') },
  { shape: 'halves', because: 'each is replaced', of: ends('\ud800', '') },
  { shape: 'a host of letters', because: 'a link', of: (n) => `https://${'a.'.repeat(n / 2)}` },
  {
    shape: 'a host of marks',
    because: 'a parser brings it to NFC',
    of: (n) => `https://a${'\u0301\u0316'.repeat(n / 2)}`,
  },
  {
    shape: 'a host in Punycode',
    because: 'a parser decodes it',
    of: (n) => `https://xn--${'tda'.repeat(n / 3)}`,
  },
  {
    shape: 'a host to encode',
    because: 'a parser makes Punycode of it',
    of: (n) => `https://${manyLetters(n)}`,
  },
  {
    shape: 'a user and a host',
    because: 'each sign may end the user',
    of: (n) => `https://${'a@'.repeat(n / 2)}`,
  },
  {
    shape: 'a path of marks',
    because: 'a parser encodes it',
    of: (n) => `https://a/${'\u0301\u0316'.repeat(n / 2)}`,
  },
  { shape: 'quotes', because: 'a cell of CSV', of: ends('"', 'x') },
  { shape: 'commas', because: 'many cells of CSV', of: ends('",', 'x') },
  { shape: 'minus signs', because: 'an amount has one', of: ends('-', '1') },
  { shape: 'symbols', because: 'an amount has one', of: ends('€', '5') },
  { shape: 'points', because: 'an amount has one', of: ends('9.', '9') },
  { shape: 'powers', because: 'a spreadsheet writes one', of: ends('9e', '+9') },
  { shape: 'colons', because: 'hours and minutes', of: (n) => `2024-01-01T${':00'.repeat(n / 3)}` },
  { shape: 'zones', because: 'a time ends in one', of: (n) => `2024-01-01T00:00:00${'+'.repeat(n)}` },
  {
    shape: 'blanks in a time',
    because: 'a zone may stand behind some',
    of: (n) => `2024-01-01T00:00${' '.repeat(n)}Z`,
  },
  { shape: 'Arabic digits', because: 'digits of any script are read', of: ends('\u0663', 'x') },
  { shape: 'wide digits', because: 'NFKC would make ASCII of them', of: ends('\uff19', 'x') },
  { shape: 'braces', because: 'JSON that never ends', of: ends('{', '') },
  { shape: 'brackets', because: 'lists in lists', of: (n) => '['.repeat(n / 2) + ']'.repeat(n / 2) },
  { shape: 'an object', because: 'JSON with one long text', of: (n) => `{"a":"${'x'.repeat(n)}"}` },
  { shape: 'many keys', because: 'JSON with as many keys', of: manyKeys },
  { shape: 'JSON in JSON', because: 'it is read twice', of: (n) => JSON.stringify(manyKeys(n / 2)) },
  { shape: 'brackets on lines', because: 'each may begin a value that spans lines', of: ends('[\n', '') },
  { shape: 'keys on lines', because: 'each may begin a value that spans lines', of: ends('{"a":\n', '') },
  { shape: 'a list that never ends', because: 'after it each line may be a value', of: ends('[{}],\n', '') },
  {
    shape: 'lists that never end',
    because: 'each goes on to the end of the file',
    of: (n) => '[[\n'.repeat(n / 6) + '{},\n'.repeat(n / 8),
  },
  {
    shape: 'faults far away',
    because: 'reading goes back to the second line',
    of: (n) => `[\n${'{"a":[1,\n2]},\n'.repeat(n / 14)}x\n`,
  },
  { shape: 'objects in a line', because: 'each is a value', of: ends('{}', '') },
  {
    shape: 'long numbers',
    because: 'each is quoted',
    of: (n) => `{"a":[${'12345678901234567,'.repeat(n / 18)}1]}`,
  },
  { shape: 'numbers that are none', because: 'Python writes them', of: (n) => `[${'NaN,'.repeat(n / 4)}1]` },
  { shape: 'backslashes', because: 'each may take a quote with it', of: ends('\\', '"') },
  { shape: 'angle brackets', because: 'a page in place of an answer', of: ends('<', '>') },
  { shape: 'tags', because: 'a page in place of an answer', of: ends('<a b=', '>') },
  { shape: 'percent signs', because: 'a part of a path is decoded', of: ends('%', '') },
  { shape: 'encoded letters', because: 'a part of a path is decoded', of: ends('%41', '%') },
  {
    shape: 'a host in brackets',
    because: 'an address of version 6',
    of: (n) => `https://[${':'.repeat(n)}]`,
  },
  { shape: 'a port', because: 'it has five digits at most', of: (n) => `https://a:${'9'.repeat(n)}` },
  { shape: 'addresses', because: 'each is masked', of: ends(' a@b.co', '') },
  { shape: 'no-break blanks', because: 'they are trimmed too', of: ends('\u00a0', 'x') },
  { shape: 'line separators', because: 'a dot stops there', of: ends('\u2028', 'x') },
  { shape: 'emoji', because: 'two units each', of: ends('\u{1f389}', '') },
  { shape: 'joined emoji', because: 'a key keeps nothing of them', of: ends('\u{1f469}\u200d', '\u{1f469}') },
  { shape: 'control characters', because: 'a terminal must not obey them', of: ends('\u001b[', 'm') },
];

type TextOf = (length: number) => string;

export function ends(piece: string, end: string): TextOf {
  return (length) => piece.repeat(length / piece.length) + end;
}

function manyLetters(length: number): string {
  return Array.from({ length }, (_, at) => String.fromCharCode(0x4e00 + (at % 20_000))).join('');
}

function manyKeys(length: number): string {
  return JSON.stringify(Object.fromEntries(Array.from({ length: length / 10 }, (_, at) => [`a${at}`, at])));
}
