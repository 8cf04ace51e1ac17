/** The windows that are connected: each one socket to the host behind them. */
import type { Server } from 'node:http';
import { WebSocketServer, type RawData, type WebSocket } from 'ws';
import { decodeFrame, encodeFrame } from '../shell/frames';
import type { ShellHost, Window } from '../shell/host/shell-host';
import { MAX_REQUEST_BYTES } from '../shell/protocol';
import { SOCKET_PATH } from '../shell/web-socket-transport';
import type { Access } from './access';
import { isLocalHost, isOwnOrigin } from './request-origin';

/** A window that does not answer for so long is gone; its machine may sleep. */
const PING_MS = 30_000;
/** A window that takes nothing any more must not fill our memory with what it misses. */
const MAX_WAITING_BYTES = 256 * 2 ** 20;

const GOING_AWAY = 1001;
const NOT_OURS = 1008;

export class Windows {
  private readonly sockets = new WebSocketServer({ noServer: true, maxPayload: MAX_REQUEST_BYTES, perMessageDeflate: false });
  private readonly pings: NodeJS.Timeout;
  private readonly answered = new WeakSet<WebSocket>();

  constructor(server: Server, access: Access, private readonly host: ShellHost) {
    server.on('upgrade', (request, socket, head) => {
      // A connection that is reset is no news.
      socket.on('error', () => undefined);
      const { headers, url } = request;
      if (url !== SOCKET_PATH || !isLocalHost(headers) || !isOwnOrigin(headers) || !access.admits(headers.cookie)) {
        socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
        return;
      }
      this.sockets.handleUpgrade(request, socket, head, (opened) => this.add(opened));
    });
    this.pings = setInterval(() => this.ping(), PING_MS).unref();
  }

  close(): void {
    clearInterval(this.pings);
    for (const socket of this.sockets.clients) socket.close(GOING_AWAY, 'LayerLoom has ended');
    this.sockets.close();
  }

  private add(socket: WebSocket): void {
    const window: Window = (message) => {
      if (socket.readyState !== socket.OPEN) return;
      if (socket.bufferedAmount > MAX_WAITING_BYTES) return socket.terminate();
      socket.send(encodeFrame(message));
    };
    const leave = this.host.join(window);
    this.answered.add(socket);
    socket.on('pong', () => this.answered.add(socket));
    socket.on('message', (data, isBinary) => {
      if (!this.receive(window, data, isBinary)) socket.close(NOT_OURS, 'the message is not understood');
    });
    socket.on('close', leave);
    // Of a message that is too large, for one; the socket closes with the reason.
    socket.on('error', () => undefined);
  }

  private receive(window: Window, data: RawData, isBinary: boolean): boolean {
    const bytes = Array.isArray(data) ? Buffer.concat(data) : new Uint8Array(data);
    try {
      return this.host.receive(window, decodeFrame(isBinary ? bytes : new TextDecoder().decode(bytes)));
    } catch {
      return false;
    }
  }

  private ping(): void {
    for (const socket of this.sockets.clients) {
      if (!this.answered.delete(socket)) socket.terminate();
      else socket.ping();
    }
  }
}
