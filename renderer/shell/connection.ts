/** The one connection of this window to its host. */
import { LoomError, sentence } from '../../engine/core/diagnostic';
import { ShellClient } from '../../engine/shell/client';
import { messagePortTransport } from '../../engine/shell/message-port-transport';
import type { Connect } from '../../engine/shell/protocol';
import { SOCKET_PATH, webSocketTransport, type SocketLike } from '../../engine/shell/web-socket-transport';
import { notify } from '../store/session-store';
import { electronPort } from './electron-port';

let client: ShellClient | undefined;

export function connectShell(): ShellClient {
  client ??= ShellClient.connect(transport());
  return client;
}

/** A port where a preload script offers one, else a socket to whoever served the page. */
function transport(): Connect {
  const port = electronPort();
  if (port) return messagePortTransport(port);
  const url = new URL(SOCKET_PATH, window.location.href);
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
  return webSocketTransport(() => new WebSocket(url) as SocketLike);
}

/** Absent in tests without a window. */
export function shell(): ShellClient | undefined {
  return client;
}

/** Shows the person what went wrong, and goes on. */
export function report(error: unknown): void {
  if (error instanceof LoomError) for (const diagnostic of error.diagnostics) notify(sentence(diagnostic), 'error');
  else notify(error instanceof Error ? error.message : String(error), 'error');
}
