import type { ProgressDetail } from '../terminal/progress-detail';
import type { StopRequest } from '../terminal/stop-signals';

/** What progress says of a sender besides the count. */
export function sendingDetail(
  receiver: string,
  { lastWindow: window, waiting, isInOutage }: SenderState,
  { drain }: Pick<StopRequest, 'drain'>,
): ProgressDetail {
  return { receiver, window, waiting, isInOutage, isStopping: drain.signal.aborted };
}

/** What a sender shows while it works. */
type SenderState = Pick<ProgressDetail, 'waiting' | 'isInOutage'> & {
  readonly lastWindow?: ProgressDetail['window'];
};
