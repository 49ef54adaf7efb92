import { createHash } from 'node:crypto';
import { closeSync, fstatSync, openSync, readSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { CannotRun } from '../terminal/cannot-run';

/** By what an input file is known again. */
export interface InputFingerprint {
  readonly path: string;
  readonly bytes: number;
  /** SHA-256 of the first and the last 64 kB. */
  readonly ends_sha256: string;
}

const FINGERPRINT_BYTES = 64 * 1024;

export function fingerprint(file: string): InputFingerprint {
  return fingerprintBeginning(file, Infinity);
}

/** Of so many bytes from the file's beginning, at most. */
function fingerprintBeginning(file: string, most: number): InputFingerprint {
  // Opening a pipe would wait for its other end.
  if (!statSync(file).isFile()) {
    throw new CannotRun(
      `${file} is no regular file, and a run reads its input twice; give it as standard input, with -.`,
    );
  }
  const descriptor = openSync(file, 'r');
  try {
    const size = Math.min(most, fstatSync(descriptor).size);
    const hash = createHash('sha256');
    const chunk = Buffer.alloc(FINGERPRINT_BYTES);
    for (const at of [0, Math.max(0, size - FINGERPRINT_BYTES)]) {
      const read = readSync(descriptor, chunk, 0, Math.min(FINGERPRINT_BYTES, size - at), at);
      hash.update(chunk.subarray(0, read));
    }
    return { path: resolve(file), bytes: size, ends_sha256: hash.digest('hex') };
  } finally {
    closeSync(descriptor);
  }
}

/** What became of a file since its fingerprint was taken. `grown`: what it was is still its beginning. */
export function compareFile(then: InputFingerprint, now: InputFingerprint): 'same' | 'grown' | 'changed' {
  if (now.bytes < then.bytes) return 'changed';
  const begun = now.bytes === then.bytes ? now : fingerprintBeginning(now.path, then.bytes);
  if (begun.ends_sha256 !== then.ends_sha256) return 'changed';
  return now.bytes === then.bytes ? 'same' : 'grown';
}
