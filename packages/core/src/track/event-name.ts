import { remember } from '../remember';
import type { EventRule, MappingSettings } from '../settings/mapping-settings';
import { toWellFormed } from '../well-formed';

/** What becomes of an event name under the settings. */
export interface NameDecision {
  readonly action: 'send' | 'skip';
  /** The name to send. */
  readonly name: string;
  /** The first rule that matches; `undefined`: none does. */
  readonly rule: EventRule | undefined;
}

type NameSettings = Pick<MappingSettings, 'events' | 'nameStyle'>;

/** How many names a reader remembers: many times Intercom's 120 active names, and still little memory. */
const REMEMBERED_NAMES_MAX = 2_000;

/** Compiles the rules into a reader of event names. `undefined`: the value is not text, or blank. */
export function createNameReader({
  events,
  nameStyle,
}: NameSettings): (event: unknown) => NameDecision | undefined {
  const rules = events.rules.map((rule) => ({ rule, matches: compileEventPattern(rule.match) }));
  const style = nameStyle === 'kebab' ? toKebab : (name: string) => name;

  const decide = remember(REMEMBERED_NAMES_MAX, (event): NameDecision | undefined => {
    const sentName = event.trim();
    if (sentName === '') return undefined;
    const rule = rules.find(({ matches }) => matches(sentName))?.rule;
    const name = toIntercomName(rule?.name ?? (rule === undefined ? style(sentName) : sentName));
    return { action: rule?.action ?? events.unlisted, name, rule };
  });

  return (event) => (typeof event === 'string' ? decide(event) : undefined);
}

/** Intercom stores `.` and `$` as `-`; done here, so that a plan counts the names that Intercom will count. */
function toIntercomName(name: string): string {
  return toWellFormed(name.trim().replace(/[.$]/g, '-'));
}

function toKebab(name: string): string {
  const words = name
    .replace(/(\p{Ll}|\p{N})(\p{Lu})/gu, '$1-$2')
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, '-')
    .replace(/^-|-$/g, '')
    .toLowerCase();
  return words === '' ? name : words;
}

/**
 * Compiles a name, or a pattern with `*` (`\*` is a star), into a test of event names, compared trimmed and without
 * case: the one that event rules use.
 */
export function compileEventPattern(pattern: string): (name: string) => boolean {
  const matches = compilePattern(pattern.trim());
  return (name) => matches(name.trim().toLowerCase());
}

/** Matches by plain searches, piece by piece, so that no name or pattern can make it slow. */
function compilePattern(pattern: string): (lowerName: string) => boolean {
  const pieces = splitAtStars(pattern.toLowerCase());
  const first = pieces[0] ?? '';
  if (pieces.length === 1) return (lowerName) => lowerName === first;
  const last = pieces.at(-1) ?? '';
  const between = pieces.slice(1, -1);
  return (lowerName) => {
    if (lowerName.length < first.length + last.length) return false;
    if (!lowerName.startsWith(first) || !lowerName.endsWith(last)) return false;
    let from = first.length;
    for (const piece of between) {
      const at = lowerName.indexOf(piece, from);
      if (at === -1) return false;
      from = at + piece.length;
    }
    return from <= lowerName.length - last.length;
  };
}

function splitAtStars(pattern: string): string[] {
  const pieces: string[] = [];
  let piece = '';
  for (let at = 0; at < pattern.length; at += 1) {
    if (pattern.startsWith('\\*', at)) {
      piece += '*';
      at += 1;
    } else if (pattern[at] === '*') {
      pieces.push(piece);
      piece = '';
    } else piece += pattern.charAt(at);
  }
  return [...pieces, piece];
}
