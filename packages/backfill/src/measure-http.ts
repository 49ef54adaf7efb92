import type { HttpSend } from '@intercom-destination/core';
import type { RunMeter } from './report/measurements';

/** The same HTTP function, with the time and the status of each reply measured. */
export function measureHttp(http: HttpSend, meter: RunMeter): HttpSend {
  return async (request, signal) => {
    const sentMs = performance.now();
    try {
      const reply = await http(request, signal);
      meter.replied(reply.status, performance.now() - sentMs);
      return reply;
    } catch (error) {
      meter.replied(undefined, performance.now() - sentMs);
      throw error;
    }
  };
}
