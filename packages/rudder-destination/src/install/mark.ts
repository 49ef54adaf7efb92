import { fingerprint } from './fingerprint';

/** Begins every file that the installer writes, so that it knows them again. */
const MARK = '// Written by rudder-install of @intercom-destination/rudder-destination';

/**
 * The text under a line that names the installer and the text itself: by that a build of another text is detected. Without the
 * blank line TypeScript would drop it with a type that comes first.
 */
export function mark(text: string): string {
  return `${MARK} (${fingerprint(text).slice(0, 12)}). --uninstall takes it away again.\n\n${text}`;
}

/** Whether the installer wrote the text. */
export function isMarked(text: string): boolean {
  return text.startsWith(MARK);
}

/** That line, also in what a build made of the text; `undefined`: there is none. */
export function readMark(text: string): string | undefined {
  return WHOLE_LINE.exec(text)?.[0];
}

const WHOLE_LINE = new RegExp(`^${MARK}.*$`, 'm');
