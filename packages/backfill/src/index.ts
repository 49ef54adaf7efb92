export { createPoolHttp } from './delivery/pool-http';
export type { RunReport } from './report/run-report';
export type { RunState } from './report/run-state';
export { EXIT_CODES, type ExitCode } from './terminal/exit-codes';
