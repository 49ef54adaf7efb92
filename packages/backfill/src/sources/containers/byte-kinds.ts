/** What a beginning consists of, in bytes. */
export interface ByteKinds {
  readonly looked: number;
  /** Controls that no text has, such as NUL. */
  readonly controls: number;
  /** Part of no character of UTF-8. */
  readonly invalid: number;
}

/** So much is looked at. */
const BYTES_LOOKED_AT = 4096;

export function countByteKinds(head: Buffer): ByteKinds {
  const bytes = head.subarray(0, BYTES_LOOKED_AT);
  let controls = 0;
  for (const byte of bytes) if (isControl(byte)) controls += 1;
  return { looked: bytes.length, controls, invalid: countInvalid(bytes) };
}

/** All but the spaces, backspace, form feed and escape, which JSON and colours of a terminal bring. */
function isControl(byte: number): boolean {
  return byte < 0x08 || (byte > 0x0d && byte < 0x20 && byte !== 0x1b) || byte === 0x7f;
}

function countInvalid(bytes: Buffer): number {
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes, { stream: true });
  const valid = Buffer.byteLength(text.replaceAll('\ufffd', ''));
  // A character cut in two at the end is none that is invalid.
  return Math.max(0, bytes.length - valid - 3);
}
