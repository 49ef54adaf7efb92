import type { ExitCode } from '../terminal/exit-codes';

/** Called once, with the exit code that a command ends with. */
export type Finish = (code: ExitCode) => void;
