export { EXIT_CODES, type ExitCode } from './exit-codes';
export type { RunReport, RunState } from './report/run-report';
export { createPoolHttp } from './pool-http';
