/** The networks that come along with their weights, as commands name them. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** This module is bundled into dist/engine/cli/main.mjs. */
export const BUNDLED_NETWORKS = fileURLToPath(new URL('../../../assets/models/', import.meta.url));

/** The file of the network of this name, where it comes along and nothing of the user's is called so; otherwise what was given. */
export function orBundled(given: string): string {
  const file = join(BUNDLED_NETWORKS, `${given}.loom`);
  const isName = /^[a-z][a-z-]*$/.test(given);
  return isName && !existsSync(given) && existsSync(file) ? file : given;
}
