import https from 'node:https';
import { Duplex } from 'node:stream';

const ACCEPTED = 'HTTP/1.1 202 Accepted\r\ncontent-length: 0\r\nconnection: keep-alive\r\n\r\n';

/** Answers each request by https in this process with 202, without a network. Gives what puts the network back. */
export function answerInMemory() {
  const { createConnection } = https.globalAgent;
  https.globalAgent.createConnection = () => new MemorySocket();
  return () => {
    https.globalAgent.destroy();
    https.globalAgent.createConnection = createConnection;
  };
}

/** The other end of a connection: a server that reads a request to its end and accepts it. */
class MemorySocket extends Duplex {
  #received = '';

  constructor() {
    super();
    this.encrypted = true;
    this.authorized = true;
    // As a connection does: later than it is asked for.
    process.nextTick(() => {
      this.emit('connect');
      this.emit('secureConnect');
    });
  }

  _read() {}

  _write(chunk, _encoding, onWritten) {
    this.#received += chunk;
    const head = this.#received.indexOf('\r\n\r\n');
    if (head !== -1) {
      const length = Number(/content-length: (\d+)/i.exec(this.#received)?.[1] ?? 0);
      if (Buffer.byteLength(this.#received) >= head + 4 + length) {
        this.#received = '';
        this.push(ACCEPTED);
      }
    }
    onWritten();
  }

  setTimeout() {
    return this;
  }
  setNoDelay() {
    return this;
  }
  setKeepAlive() {
    return this;
  }
  ref() {
    return this;
  }
  unref() {
    return this;
  }
}
