import { printable } from './printable';

/**
 * One word of a command to copy, for bash and zsh, which a terminal can show as it is. A file name that begins with `-`
 * would be taken for an option, so it gets its folder before it with `quotePath`.
 */
export function quoteForShell(text: string): string {
  if (/^[\w@%+=:,./-]+$/.test(text)) return text;
  if (printable(text) === text) return `'${text.replaceAll("'", String.raw`'\''`)}'`;
  const escaped = text.replaceAll('\\', String.raw`\\`).replaceAll("'", String.raw`\'`);
  return `$'${printable(escaped)}'`;
}

export function quotePath(path: string): string {
  return quoteForShell(path.startsWith('-') ? `./${path}` : path);
}
