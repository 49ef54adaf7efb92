import { beforeEach, expect, it } from '@jest/globals';
import { createFolder, type Folder } from '../../lifetime/folder';
import { callCommand } from './call-command';
import { makeCall, runCommand, toLines } from './command';

let write: Folder['write'];
beforeEach(() => {
  ({ write } = createFolder());
});

/** Clears the screen, forges a line, sets the title (in the 8-bit form too), and turns the direction of what follows. */
const HOSTILE = 'Sale\u001b[2J\r\nVerdict: go\u009b31m\u001b]0;title\u0007\u202eflas';
const ESCAPED = String.raw`Sale\u001b[2J\u000d\u000aVerdict: go\u009b31m\u001b]0;title\u0007\u202eflas`;
const UNSAFE = /[^\P{Cc}\n]|[\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]/u;

const hostileCall = {
  ...makeCall(1),
  event: HOSTILE,
  userId: HOSTILE,
  properties: { [HOSTILE]: HOSTILE, ssn: HOSTILE },
};

it.each([
  { command: 'plan', args: (dump: string) => ['plan', dump], shows: ESCAPED },
  { command: 'explain', args: () => ['explain', JSON.stringify(hostileCall)], shows: ESCAPED },
  { command: 'map', args: (dump: string) => ['map', dump], shows: String.raw`\u001b[2J` },
  {
    command: 'a fault of a mapping file',
    args: (dump: string) => [
      'map',
      dump,
      '--mapping',
      write('mapping', `${JSON.stringify({ [HOSTILE]: 1 })}\n`),
    ],
    shows: String.raw`\u001b[2J`,
  },
])('$command shows text from elsewhere without its control characters', async ({ args, shows }) => {
  const { stdout, stderr } = await callCommand(args(write('dump', toLines([hostileCall, hostileCall]))));
  expect(stdout + stderr).toContain(shows);
  expect(stdout + stderr).not.toMatch(UNSAFE);
});

it('shows a path in a fault of the system without its control characters', async () => {
  const { stderr } = await runCommand(['plan', `missing-${HOSTILE}`]);
  expect(stderr).toContain(`missing-${ESCAPED}`);
  expect(stderr).not.toMatch(UNSAFE);
});
