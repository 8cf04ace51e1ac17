/** The Electron program: where it is, and fetching it once where it is not. Electron's own package does not come with it. */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { ROOT } from './freshness.mjs';

const PACKAGE = join(ROOT, 'node_modules', 'electron');
/** Whether there is a way to the download at all is known after so long. */
const REACH_MS = 2500;
const DOWNLOAD_MS = 10 * 60_000;
/** After a failure nobody waits again for a while. */
const RETRY_MS = 10 * 60_000;
const USUAL_MIRROR = 'https://github.com/electron/electron/releases/download/';

/** Undefined where it has not been fetched. */
export async function findElectron({ folder = PACKAGE, environment = process.env } = {}) {
  const name = await readFile(join(folder, 'path.txt'), 'utf8').catch(() => undefined);
  const dist = environment.ELECTRON_OVERRIDE_DIST_PATH;
  const path = dist ? join(dist, name ?? 'electron') : name && join(folder, 'dist', name);
  return path && existsSync(path) ? path : undefined;
}

/** Why there is no place to show a window; undefined where there is. */
export function whyNoScreen(platform = process.platform, environment = process.env) {
  if (platform !== 'linux' || environment.DISPLAY || environment.WAYLAND_DISPLAY) return undefined;
  return 'There is no screen here';
}

/**
 * Fetches Electron. Resolves with why it could not, as the beginning of a sentence, or with undefined where it is there now.
 * `memory` is a file that remembers a failure.
 */
export async function fetchElectron({ folder = PACKAGE, environment = process.env, memory = join(ROOT, 'dist', 'electron-missing.json'), say = () => undefined } = {}) {
  if (!existsSync(join(folder, 'install.js'))) return 'Electron is not installed';
  const mirror = environment.ELECTRON_MIRROR || environment.npm_config_electron_mirror || USUAL_MIRROR;
  const known = await remembered(memory, mirror);
  if (known) return known;
  const reason = (await whyUnreachable(mirror)) ?? (await download(folder, environment, say));
  if (reason) await remember(memory, { mirror, reason, at: Date.now() });
  return reason;
}

async function whyUnreachable(mirror) {
  try {
    await fetch(mirror, { method: 'HEAD', redirect: 'manual', signal: AbortSignal.timeout(REACH_MS) });
    return undefined;
  } catch {
    return `Electron is not here and ${new URL(mirror).host} cannot be reached to fetch it`;
  }
}

async function download(folder, environment, say) {
  say('Fetching Electron, about 120 MB, this once…');
  const child = spawn(process.execPath, [join(folder, 'install.js')], { env: environment, stdio: ['ignore', 'ignore', 'ignore'], timeout: DOWNLOAD_MS });
  const code = await new Promise((resolve) => {
    child.on('error', () => resolve(1));
    child.on('exit', resolve);
  });
  if (code === 0 && (await findElectron({ folder, environment }))) return undefined;
  return 'Electron could not be fetched';
}

async function remembered(memory, mirror) {
  try {
    const { at, reason, mirror: tried } = JSON.parse(await readFile(memory, 'utf8'));
    const age = Date.now() - at;
    return tried === mirror && age >= 0 && age < RETRY_MS ? reason : undefined;
  } catch {
    return undefined;
  }
}

async function remember(memory, failure) {
  // Where it cannot be kept, the next start tries again.
  await mkdir(dirname(memory), { recursive: true }).then(() => writeFile(memory, JSON.stringify(failure))).catch(() => undefined);
}
