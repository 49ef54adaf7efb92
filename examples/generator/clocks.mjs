/**
 * The four times of a call that happened `at`, in milliseconds. The device's own clock may be wrong;
 * `timestamp` is what both hosts reckon from the others: receivedAt − (sentAt − originalTimestamp).
 */
export function clocks(random, { at, person }) {
  const queuedMs = random.integer(0, 9000);
  const originalTimestamp = at + person.clockErrorMs;
  return {
    originalTimestamp,
    sentAt: originalTimestamp + queuedMs,
    receivedAt: at + queuedMs,
    timestamp: at,
  };
}
