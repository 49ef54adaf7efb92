import { request } from 'node:http';
import { connect } from 'node:net';

/** Sends a request with headers that fetch does not let through, such as Host. Resolves with status and body. */
export function requestWithHeaders(
  url: string,
  method: string,
  headers: Record<string, string>,
): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    const sent = request(url, { method, headers }, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (piece: string) => (text += piece));
      response.on('end', () => {
        resolve({ status: response.statusCode ?? 0, text });
      });
    });
    sent.on('error', reject);
    sent.end();
  });
}

/** Writes bytes to the simulator as they are, and resolves with all that comes back until the connection ends. */
export function sendBytes(url: string, bytes: Uint8Array | string): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect(Number(new URL(url).port), '127.0.0.1');
    let text = '';
    socket.on('data', (piece: Buffer) => (text += piece.toString('latin1')));
    // An end by force is an end too.
    socket.on('error', () => undefined);
    socket.on('close', () => {
      resolve(text);
    });
    socket.end(bytes);
  });
}
