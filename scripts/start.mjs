/** `npm start`: opens LayerLoom in a window of its own, or, where Electron cannot be had, in the browser. */
import { spawn } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
const PROGRAM = join(ROOT, 'bin', 'layerloom.mjs');
/** An Electron that fails sooner than this has never shown a window. */
const QUICK_END_MS = 5000;

const reason = await openWindow();
if (reason) {
  console.log(`${reason}, so LayerLoom opens in your browser.`);
  process.argv = [process.execPath, PROGRAM, 'serve', ...process.argv.slice(2)];
  await import('../bin/layerloom.mjs');
}

/** Resolves when the window was closed, or with why there was none, as the beginning of a sentence. */
async function openWindow() {
  // Anything may be missing in a fresh checkout; the command line below says what.
  const parts = await import('./electron-binary.mjs');
  const noScreen = parts.whyNoScreen();
  if (noScreen) return noScreen;
  const missing = (await parts.findElectron()) ? undefined : await parts.fetchElectron({ say: (text) => console.log(text) });
  if (missing) return missing;
  const unbuilt = await build();
  return unbuilt ?? run(await parts.findElectron());
}

async function build() {
  try {
    const { ensureBuilt, ensureRendererBuilt } = await import('./build.mjs');
    const { ensureElectronBuilt } = await import('./build-electron.mjs');
    await ensureBuilt();
    await ensureRendererBuilt();
    await ensureElectronBuilt();
    return undefined;
  } catch (error) {
    console.error(error.message);
    return 'The window could not be built';
  }
}

async function run(electron) {
  const { ELECTRON_RUN_AS_NODE: _, ...environment } = process.env;
  const startedAt = Date.now();
  const child = spawn(electron, [ROOT, ...process.argv.slice(2)], { env: environment, stdio: 'inherit' });
  // Ctrl-C reaches it too; it writes a checkpoint and ends, and this waits for it.
  process.on('SIGINT', () => undefined);
  process.on('SIGTERM', () => child.kill('SIGTERM'));
  const ended = await new Promise((resolve) => {
    child.on('error', ({ message }) => resolve(message));
    child.on('exit', (code, signal) => resolve(code === 0 || signal ? undefined : `exit code ${code}`));
  });
  process.removeAllListeners('SIGINT');
  process.removeAllListeners('SIGTERM');
  if (ended === undefined) return undefined;
  if (Date.now() - startedAt < QUICK_END_MS) return `Electron does not run on this machine (${ended})`;
  process.exitCode = 1;
  return undefined;
}
