import { createWorkspace, systemClock, type Region } from '@intercom-destination/core';
import { Command } from 'commander';
import { createPoolHttp } from '../delivery/pool-http';
import { TOKEN_FILE_HELP } from '../options/add-delivery-options';
import { regionOption } from '../options/shared-options';
import { readWorkspaceAddress } from '../target/read-workspace-address';
import { requireWorkspace } from '../target/require-workspace';
import { readToken } from '../target/token';
import { EXIT_CODES, type ExitCode } from '../terminal/exit-codes';
import type { Finish } from './finish';

export function checkCommand(finish: Finish): Command {
  return new Command('check')
    .description('tell whose the token is: workspace, region and limit; sends nothing else')
    .addOption(regionOption('where the workspace is hosted'))
    .option('--base-url <url>', 'a simulator or a proxy instead of a region')
    .option('--token-file <file>', TOKEN_FILE_HELP)
    .option('--json', 'print it as JSON', false)
    .addHelpText('after', '\nExample:\n  INTERCOM_ACCESS_TOKEN=… intercom-destination check --region EU')
    .action(async (options: CheckOptions) => {
      finish(await check(options));
    });
}

interface CheckOptions {
  readonly region?: Region;
  readonly baseUrl?: string;
  readonly tokenFile?: string;
  readonly json: boolean;
}

/** Asks whose the token is. Nothing but `GET /me` is sent. */
async function check({ region, baseUrl, tokenFile, json }: CheckOptions): Promise<ExitCode> {
  const at = readWorkspaceAddress(region, baseUrl);
  const workspace = createWorkspace({ token: readToken(tokenFile), at });
  const { http, close } = createPoolHttp(workspace.baseUrl, 1);
  try {
    const environment = { workspace, http, clock: systemClock, random: Math.random };
    const never = new AbortController().signal;
    const identity = await requireWorkspace(environment, workspace.baseUrl, region, never);
    if (json) {
      const { idCode, name, region: hosted, rateLimit } = identity ?? {};
      const found = { id_code: idCode, name, region: hosted, calls_per_window: rateLimit };
      process.stdout.write(`${JSON.stringify({ base_url: workspace.baseUrl, ...found })}\n`);
      return EXIT_CODES.allAccepted;
    }
    const rows = [
      ['Workspace', identity?.name],
      ['Id code', identity?.idCode],
      ['Region', identity?.region],
      ['Limit', identity?.rateLimit === undefined ? undefined : `${identity.rateLimit} calls in 10 s`],
      ['Base URL', workspace.baseUrl],
    ].map(([label = '', text = 'not said']) => `${`${label}:`.padEnd(11)}${text}`);
    process.stdout.write(`${rows.join('\n')}\n`);
    return EXIT_CODES.allAccepted;
  } finally {
    await close();
  }
}
