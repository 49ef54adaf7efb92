import { isUtf8 } from 'node:buffer';

/** Ruby's JSON reader, which Intercom is built on, stops at this depth. Assumed to hold for its API. */
const NESTING_MAX = 100;

/** Reads JSON from bytes that may be anything: not UTF-8, not JSON, or nested without end. */
export function readJson(bytes: Buffer): { ok: true; value: unknown } | { ok: false } {
  if (!isUtf8(bytes)) return { ok: false };
  try {
    const value: unknown = JSON.parse(bytes.toString());
    return isDeeperThan(value, NESTING_MAX) ? { ok: false } : { ok: true, value };
  } catch {
    return { ok: false };
  }
}

function isDeeperThan(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (levels === 0) return true;
  for (const member of Object.values(value)) {
    if (typeof member === 'object' && isDeeperThan(member, levels - 1)) return true;
  }
  return false;
}
