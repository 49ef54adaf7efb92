export { EXIT_CODES, type ExitCode } from './terminal/exit-codes';
export type { RunReport } from './report/run-report';
export type { RunState } from './report/run-state';
export { createPoolHttp } from './delivery/pool-http';
