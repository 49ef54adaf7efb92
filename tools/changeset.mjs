import { runOrExit, toolScript } from './run.mjs';
import { setUp } from './set-up.mjs';

setUp();
runOrExit(process.execPath, [toolScript('@changesets/cli', 'changeset'), ...process.argv.slice(2)]);
