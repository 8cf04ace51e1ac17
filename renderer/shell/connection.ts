/** The one connection of this window to its host. */
import { LoomError, sentence } from '../../engine/core/diagnostic';
import { ShellClient } from '../../engine/shell/client';
import { SOCKET_PATH, webSocketTransport, type SocketLike } from '../../engine/shell/web-socket-transport';
import { notify } from '../store/session-store';

let client: ShellClient | undefined;

export function connectShell(): ShellClient {
  const url = new URL(SOCKET_PATH, window.location.href);
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
  client ??= ShellClient.connect(webSocketTransport(() => new WebSocket(url) as SocketLike));
  return client;
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
