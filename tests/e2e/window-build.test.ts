/** The window as it is built where the environment is another than production, as under vitest. */
import { spawnSync } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const BUILD = new URL('../../scripts/build.mjs', import.meta.url).href;
const ASSETS = fileURLToPath(new URL('../../dist/renderer/assets/', import.meta.url));

it('has the production form of React, in which a click takes a fifth of the work', async () => {
  const { status, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', `await (await import(${JSON.stringify(BUILD)})).ensureRendererBuilt()`], {
    encoding: 'utf8',
    env: { ...process.env, NODE_ENV: 'test' },
  });
  expect(status, stderr).toBe(0);
  const scripts = (await readdir(ASSETS)).filter((name) => name.endsWith('.js'));
  expect(scripts.length).toBeGreaterThan(3);
  for (const name of scripts) expect((await readFile(ASSETS + name, 'utf8')).includes('jsxDEV'), name).toBe(false);
});
