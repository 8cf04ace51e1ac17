/** Which folders of the machine a window may see. Everything that names a path goes through here. */
import { realpath } from 'node:fs/promises';
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { fail } from '../../core/diagnostic';
import type { FileRoot } from '../protocol/files';

export class Grants {
  /** Files and folders that a person chose in a dialog of the system. */
  private readonly chosen = new Set<string>();

  private constructor(readonly roots: readonly FileRoot[]) {}

  /** Roots must be there. Links among them are followed once, so that what they lead to is granted. */
  static async of(roots: readonly FileRoot[]): Promise<Grants> {
    const real = await Promise.all(roots.map(async ({ path, title }) => ({ path: await realpath(path), title })));
    return new Grants(real.filter(({ path }, index) => real.findIndex((other) => other.path === path) === index));
  }

  /**
   * The absolute path without links, of something that is there or shall be made. Throws LoomError where it lies outside the
   * granted folders, or behind a hidden name: home folders keep keys and passwords there.
   */
  async allow(path: string): Promise<string> {
    if (!isAbsolute(path) || path.includes('\0')) fail('bad-path', `“${path}” is not a whole path.`, { file: path, expected: 'a path from the root of the disk', found: path });
    const real = await realTarget(resolve(path));
    const root = this.roots.find((one) => isWithin(real, one.path) && !isHidden(relative(one.path, real)));
    if (root || [...this.chosen].some((one) => isWithin(real, one) && !isHidden(relative(one, real)))) return real;
    return fail('not-granted', `LayerLoom may not use ${path}: it is not in a folder that was granted.`, {
      file: path,
      expected: this.roots.map((one) => one.path).join(', '),
      remedy: 'Start it with “layerloom serve --grant FOLDER” to add a folder.',
    });
  }

  /** What a person has chosen themselves is granted until the application ends: a file alone, a folder with all in it. */
  async choose(path: string): Promise<string> {
    const real = await realTarget(resolve(path));
    this.chosen.add(real);
    return real;
  }

  isRoot(path: string): boolean {
    return this.roots.some((root) => root.path === path);
  }
}

/** Also of a path whose last parts are not there yet. */
async function realTarget(path: string): Promise<string> {
  try {
    return await realpath(path);
  } catch (error) {
    const above = dirname(path);
    // Only what is missing is made; a link that leads nowhere counts as missing and is replaced, not followed.
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT' || above === path) return path;
    return join(await realTarget(above), basename(path));
  }
}

function isWithin(path: string, root: string): boolean {
  const way = relative(root, path);
  return way === '' || (way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way));
}

export function isHidden(path: string): boolean {
  return path.split(sep).some((part) => part.startsWith('.') && part.length > 1);
}
