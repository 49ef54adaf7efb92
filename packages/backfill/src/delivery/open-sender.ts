import {
  PatientSender,
  systemClock,
  type DeliveryEnvironment,
  type DeliverySettings,
  type Rate,
} from '@intercom-destination/core';
import { describeRate } from '../options/rate';
import type { RunMeter } from '../run-directory/measurements';
import type { Target } from '../target/target';
import type { Log } from '../terminal/log';
import { measureHttp } from './measure-http';
import { createPoolHttp } from './pool-http';

export interface OpenSenderOptions {
  readonly target: Pick<Target, 'workspace'>;
  readonly settings: DeliverySettings;
  readonly rate: Rate;
  /** `undefined`: nothing is measured. */
  readonly meter?: RunMeter | undefined;
  readonly log: Log;
}

/** Opens a paced way to a workspace that the run was bound to. */
export function openSender({ target, settings, rate, meter, log }: OpenSenderOptions): {
  readonly sender: PatientSender;
  readonly close: () => Promise<void>;
} {
  const { http, close } = createPoolHttp(target.workspace.baseUrl, settings.concurrency);
  const environment: DeliveryEnvironment = {
    workspace: target.workspace,
    http: meter === undefined ? http : measureHttp(http, meter),
    clock: systemClock,
    random: Math.random,
  };
  const sender = new PatientSender(environment, settings);
  sender.changeRate(rate);
  log.info(`The rate is ${describeRate(rate)}.`);
  return { sender, close };
}
