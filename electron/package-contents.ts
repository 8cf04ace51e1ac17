/** What goes into a package: the built application and the packages it runs with, for one platform. */
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Folders and files from the root, with all below. */
const SHIPPED = ['/package.json', '/LICENSE', '/dist/electron', '/dist/engine', '/dist/renderer', '/assets/models', '/node_modules'];
/** Building leaves them, and nothing reads them in a package. Maps name the folders of the machine they were made on. */
const LEFT_OUT = [/\.map$/, /^\/dist\/engine\/cli(\/|$)/, /^\/dist\/(engine|electron)\/build\.json$/, /^\/node_modules\/\.[^/]+/, /^\/node_modules\/.*\.(md|markdown|d\.[cm]?ts|ts)$/i, /^\/node_modules\/onnxruntime-node\/script(\/|$)/];

/** `path` begins with a slash and is empty for the root. Packages for development are left out apart from this. */
export function isLeftOut(path: string): boolean {
  const isShipped = path === '' || SHIPPED.some((shipped) => path === shipped || path.startsWith(`${shipped}/`) || shipped.startsWith(`${path}/`));
  return !isShipped || LEFT_OUT.some((pattern) => pattern.test(path));
}

/** ONNX Runtime brings its native code for every platform: 290 MB, of which one needs a sixth. */
export async function keepOnePlatform(folder: string, platform: string, arch: string): Promise<void> {
  const bin = join(folder, 'node_modules', 'onnxruntime-node', 'bin');
  for (const version of await readdir(bin)) {
    for (const system of await readdir(join(bin, version))) {
      for (const processor of await readdir(join(bin, version, system))) {
        if (system !== platform || processor !== arch) await rm(join(bin, version, system, processor), { recursive: true });
      }
      if (system !== platform) await rm(join(bin, version, system), { recursive: true });
    }
    if (!(await readdir(join(bin, version))).includes(platform)) throw new Error(`onnxruntime-node has no native code for ${platform} ${arch}`);
  }
}

/** Of packages for development that were left out, the folders they share with others. */
export async function dropEmptyFolders(folder: string): Promise<void> {
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    if (!entry.isDirectory()) continue;
    const path = join(folder, entry.name);
    await dropEmptyFolders(path);
    if ((await readdir(path)).length === 0) await rm(path, { recursive: true });
  }
}

/** What Electron reads of it. */
export async function shortenManifest(folder: string): Promise<void> {
  const file = join(folder, 'package.json');
  const { name, productName, version, description, license, main, dependencies } = JSON.parse(await readFile(file, 'utf8')) as Record<string, unknown>;
  await writeFile(file, `${JSON.stringify({ name, productName, version, description, license, main, dependencies }, null, 2)}\n`);
}
