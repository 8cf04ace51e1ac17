/** The built window, as files below one folder. */
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { extname, join, relative, isAbsolute } from 'node:path';
import type { Readable } from 'node:stream';

export interface StaticFile {
  readonly headers: Readonly<Record<string, string>>;
  stream(): Readable;
}

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.map': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.webp': 'image/webp',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.woff': 'font/woff',
  '.ttf': 'font/ttf',
  '.wasm': 'application/wasm',
  '.onnx': 'application/octet-stream',
  '.txt': 'text/plain; charset=utf-8',
  '.webmanifest': 'application/manifest+json',
};

/** The bundler puts a hash into these names, so their content never changes. */
const HASHED = /^assets[\\/].*-[\w-]{8,}\.\w+$/;

/** Undefined where `path`, as it stands in the request, names no file in `folder`. */
export async function findStaticFile(folder: string, path: string): Promise<StaticFile | undefined> {
  const name = safeName(path);
  if (name === undefined) return undefined;
  const file = join(folder, name === '' ? 'index.html' : name);
  const within = relative(folder, file);
  const type = TYPES[extname(file).toLowerCase()];
  if (within.startsWith('..') || isAbsolute(within) || type === undefined) return undefined;
  const info = await stat(file).catch(() => undefined);
  if (!info?.isFile()) return undefined;
  return {
    headers: { 'Content-Type': type, 'Content-Length': String(info.size), 'Cache-Control': HASHED.test(within) ? 'private, max-age=31536000, immutable' : 'no-store' },
    stream: () => createReadStream(file),
  };
}

/** Without the slash in front; undefined where it is no plain name. */
function safeName(path: string): string | undefined {
  try {
    const name = decodeURIComponent(path).replace(/^\//, '');
    const parts = name.split('/');
    return /[\0\\:]/.test(name) || parts.some((part) => part === '..' || part === '.' || (part === '' && parts.length > 1)) ? undefined : name;
  } catch {
    return undefined;
  }
}
