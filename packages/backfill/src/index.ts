export { createPoolHttp } from './delivery/pool-http';
export type { RunReport } from './report/run-report';
export type { RunState } from './run-directory/run-state';
export { EXIT_CODES, type ExitCode } from './terminal/exit-codes';
