/** The application as it is served, and windows that talk to it through real sockets. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request as httpRequest, type IncomingHttpHeaders, type OutgoingHttpHeaders } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { WebSocket } from 'ws';
import { serveApplication, type ServedApplication } from '../../engine/serve/serve';
import { ShellClient } from '../../engine/shell/client';
import { builtDataDesk } from '../../engine/shell/host/data-desk';
import type { ShellEventName, ShellEvents } from '../../engine/shell/protocol';
import { SOCKET_PATH, webSocketTransport, type SocketLike } from '../../engine/shell/web-socket-transport';
import { ENTRIES } from '../worker/engine-process';

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

/** Paths as they are given: clients that tidy “..” away would test themselves. */
export function get(port: number, path: string, headers: OutgoingHttpHeaders = {}, method = 'GET'): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const request = httpRequest({ host: '127.0.0.1', port, path, method, headers }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (piece: string) => {
        text += piece;
      });
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, text }));
    });
    request.on('error', reject).end();
  });
}

export class TestApplication {
  private cookie: string | undefined;

  private constructor(readonly served: ServedApplication, readonly home: string) {}

  /** In a folder of its own that goes with the test; `files` is what a window may see of it. */
  static async start(options: { readonly port?: number } = {}): Promise<TestApplication> {
    const home = mkdtempSync(join(tmpdir(), 'layerloom-serve-'));
    const [files, renderer, data] = ['files', 'renderer', 'data'].map((name) => join(home, name)) as [string, string, string];
    for (const folder of [files, join(renderer, 'assets')]) mkdirSync(folder, { recursive: true });
    writeFileSync(join(renderer, 'index.html'), '<!doctype html><title>the window</title>');
    writeFileSync(join(renderer, 'assets', 'main-1a2b3c4d.js'), 'export {};');
    writeFileSync(join(home, 'secret.json'), '"not for windows"');
    const served = await serveApplication({
      ...options,
      renderer,
      folders: { config: data, data },
      grants: [{ path: files, title: 'Files' }],
      entries: ENTRIES,
      dataDesk: builtDataDesk(new URL('../', ENTRIES.supervisor)),
    });
    const application = new TestApplication(served, home);
    onTestFinished(async () => {
      await served.close();
      rmSync(home, { recursive: true, force: true });
    });
    return application;
  }

  get files(): string {
    return join(this.home, 'files');
  }

  get port(): number {
    return this.served.port;
  }

  /** The cookie that a browser has after opening the link. */
  async signIn(): Promise<string> {
    const link = new URL(this.served.newLink());
    const { headers } = await get(this.port, `${link.pathname}${link.search}`);
    return headers['set-cookie']![0]!.split(';')[0]!;
  }

  /** A window of the browser that was let in first. */
  async openWindow(): Promise<ShellClient> {
    const cookie = (this.cookie ??= await this.signIn());
    const window = ShellClient.connect(webSocketTransport(() => openSocket(this.port, { Cookie: cookie, Origin: `http://127.0.0.1:${this.port}` }) as unknown as SocketLike));
    onTestFinished(() => window.close());
    return window;
  }
}

export function openSocket(port: number, headers: OutgoingHttpHeaders): WebSocket {
  return new WebSocket(`ws://127.0.0.1:${port}${SOCKET_PATH}`, { headers: headers as Record<string, string> });
}

/** Resolves with the first event that `fits`. */
export function eventually<Name extends ShellEventName>(window: ShellClient, name: Name, fits: (value: ShellEvents[Name]) => boolean = () => true): Promise<ShellEvents[Name]> {
  return new Promise((resolve) => {
    const end = window.on(name, (value) => {
      if (!fits(value)) return;
      end();
      resolve(value);
    });
  });
}
