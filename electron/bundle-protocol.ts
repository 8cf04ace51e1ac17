/** Serves the built window as `app://bundle/…`, with the headers of the browser shell. There is no `file:` page. */
import { Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import type { Protocol } from 'electron';
import { SECURITY_HEADERS } from '../engine/serve/response-headers';
import { findStaticFile } from '../engine/serve/static-files';
import { isOwnAddress, ORIGIN, SCHEME } from './origin';

/** Before the application is ready, or never. */
export function registerScheme(protocol: Pick<Protocol, 'registerSchemesAsPrivileged'>): void {
  protocol.registerSchemesAsPrivileged([{ scheme: SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } }]);
}

/** `folder` is the built window; nothing outside it is served. */
export function serveBundle(protocol: Pick<Protocol, 'handle'>, folder: string): void {
  protocol.handle(SCHEME, (request) => answer(request, folder));
}

async function answer({ url, method }: Pick<Request, 'url' | 'method'>, folder: string): Promise<Response> {
  if (!isOwnAddress(url)) return refuse(403, 'LayerLoom answers only its own pages.');
  if (method !== 'GET' && method !== 'HEAD') return refuse(405, 'LayerLoom only serves pages here.');
  // The address as it was sent: a URL object would resolve “..” before anybody could refuse it.
  const [path = ''] = url.slice(ORIGIN.length).split(/[?#]/, 1);
  const file = await findStaticFile(folder, path === '' ? '/' : path);
  if (!file) return refuse(404, 'LayerLoom has no such page.');
  const body = method === 'HEAD' ? null : (Readable.toWeb(file.stream()) as ReadableStream<Uint8Array>);
  return new Response(body as BodyInit | null, { headers: { ...SECURITY_HEADERS, ...file.headers } });
}

function refuse(status: number, text: string): Response {
  return new Response(text, { status, headers: { ...SECURITY_HEADERS, 'Content-Type': 'text/plain; charset=utf-8' } });
}
