/** The application in a browser: pages and sockets on this machine's own address, for whoever holds the link. */
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pipeline } from 'node:stream/promises';
import { fail } from '../core/diagnostic';
import { ShellHost, type HostOptions } from '../shell/host/shell-host';
import { Access } from './access';
import { FOREIGN, NO_SESSION, NOT_BUILT, NOT_FOUND, ONLY_READING, plainHtml, WELCOME, type PlainPage } from './plain-page';
import { isForeignFetch, isLocalHost } from './request-origin';
import { SECURITY_HEADERS } from './response-headers';
import { findStaticFile } from './static-files';
import { Windows } from './windows';

/** Other machines cannot reach it; a tunnel (`ssh -L`) can. */
const ADDRESS = '127.0.0.1';

export interface ServeOptions extends Omit<HostOptions, 'shell'> {
  /** A free one unless given. */
  readonly port?: number;
  /** The built window. */
  readonly renderer: string;
}

export interface ServedApplication {
  readonly port: number;
  /** A link that opens the application once; an earlier one that was not used ends. */
  newLink(): string;
  /** Runs write a checkpoint; resolves when nothing is left. */
  close(): Promise<void>;
}

/** Throws LoomError where the port is taken. */
export async function serveApplication({ port, renderer, ...options }: ServeOptions): Promise<ServedApplication> {
  const server = createServer();
  const access = new Access(() => portOf(server));
  const host = await ShellHost.open({ ...options, shell: 'browser' });
  const windows = new Windows(server, access, host);
  server.on('request', (request, response) => void answer(request, response, access, renderer));
  try {
    await listen(server, port ?? 0);
  } catch (error) {
    windows.close();
    await host.close();
    throw error;
  }
  return {
    port: portOf(server),
    newLink: () => `http://${ADDRESS}:${portOf(server)}/?token=${access.renew()}`,
    close: async () => {
      // Windows hear of the last checkpoint before they are closed.
      await host.close();
      windows.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function portOf(server: Server): number {
  return (server.address() as AddressInfo).port;
}

async function listen(server: Server, port: number): Promise<void> {
  server.listen(port, ADDRESS);
  try {
    await once(server, 'listening');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EADDRINUSE') fail('port-in-use', `Port ${port} is used by another program.`, { found: String(port), remedy: 'Give another one with --port, or none for one that is free.' });
    if (code === 'EACCES') fail('port-not-allowed', `The system does not let programs of yours use port ${port}.`, { found: String(port), remedy: 'Give one above 1023 with --port.' });
    throw error;
  }
}

async function answer(request: IncomingMessage, response: ServerResponse, access: Access, renderer: string): Promise<void> {
  const { headers, method } = request;
  if (!isLocalHost(headers) || isForeignFetch(headers)) return sendPage(response, FOREIGN);
  if (method !== 'GET' && method !== 'HEAD') return sendPage(response, ONLY_READING, { Allow: 'GET, HEAD' });
  // The address as it was sent: a URL object would resolve “..” before anybody could refuse it.
  const [path = '/', query = ''] = (request.url ?? '/').split('?', 2);
  const token = path === '/' ? new URLSearchParams(query).get('token') : null;
  if (token !== null && method === 'GET') {
    const cookie = access.redeem(token);
    if (cookie !== undefined) return sendPage(response, WELCOME, { 'Set-Cookie': cookie });
  }
  if (!access.admits(headers.cookie)) return sendPage(response, NO_SESSION);
  // A used link in a browser that is let in already, so that reloading it does no harm.
  if (token !== null) return sendPage(response, WELCOME);
  const file = await findStaticFile(renderer, path);
  if (!file) return sendPage(response, path === '/' ? NOT_BUILT : NOT_FOUND);
  response.writeHead(200, { ...SECURITY_HEADERS, ...file.headers });
  if (method === 'HEAD') return void response.end();
  // A browser that goes away in the middle is no failure of ours.
  await pipeline(file.stream(), response).catch(() => response.destroy());
}

function sendPage(response: ServerResponse, page: PlainPage, headers: Readonly<Record<string, string>> = {}): void {
  response.writeHead(page.status, { ...SECURITY_HEADERS, 'Content-Type': 'text/html; charset=utf-8', 'Cache-Control': 'no-store', ...headers });
  response.end(plainHtml(page));
}
