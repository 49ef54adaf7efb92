export { EXIT_CODES, type ExitCode } from './terminal/exit-codes';
export type { RunReport, RunState } from './report/run-report';
export { createPoolHttp } from './delivery/pool-http';
