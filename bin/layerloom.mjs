#!/usr/bin/env node
/** Starts the command line. Written so that any Node can parse it, because it is what tells a person that theirs is too old. */
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const { engines, dependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

function stop(message) {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}

function isOlder(version, wanted) {
  const [a, b] = [version, wanted].map((text) => text.split('.').map(Number));
  const at = a.findIndex((part, index) => part !== b[index]);
  return at >= 0 && a[at] < b[at];
}

function isMissing(name) {
  try {
    createRequire(import.meta.url).resolve(name);
    return false;
  } catch (error) {
    // Packages for `import` alone are found but not resolved by require.
    return error.code === 'MODULE_NOT_FOUND';
  }
}

async function build() {
  const { ensureBuilt, ensureRendererBuilt } = await import('../scripts/build.mjs');
  await ensureBuilt();
  // Only what shows the window waits for it.
  if (process.argv[2] === 'serve' && !isMissing('vite')) await ensureRendererBuilt();
}

const wanted = engines.node.replace(/^\D*/, '');
if (isOlder(process.versions.node, wanted)) {
  stop(`LayerLoom needs Node.js ${wanted} or newer, and this is ${process.versions.node}. Install a newer one from https://nodejs.org.`);
}

const missing = Object.keys(dependencies).filter(isMissing);
if (missing.length > 0) stop(`The packages that LayerLoom needs are not installed (${missing.join(', ')}). Run “npm install” in ${root}.`);

// In a checkout the sources lie beside the build and may be newer; an installed package has only the build.
if (existsSync(join(root, 'engine')) && existsSync(join(root, 'scripts', 'build.mjs'))) {
  if (!isMissing('esbuild')) await build();
  else if (!existsSync(join(root, 'dist', 'engine', 'build.json'))) stop(`LayerLoom is not built yet, and esbuild is not installed. Run “npm install” in ${root}.`);
}

const { main } = await import(pathToFileURL(join(root, 'dist', 'engine', 'cli', 'main.mjs')).href);
process.exitCode = await main(process.argv.slice(2));
