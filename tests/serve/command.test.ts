/** `layerloom serve` as a process: what it prints, what it refuses, how it ends. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { buildEngine, ENTRIES } from '../worker/engine-process';
import { get } from './served-application';

buildEngine();

function serve(args: readonly string[]) {
  const home = mkdtempSync(join(tmpdir(), 'layerloom-command-'));
  const start = `process.exitCode = await (await import(${JSON.stringify(new URL('../cli/main.mjs', ENTRIES.supervisor).href)})).main(process.argv.slice(1))`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', start, '--', 'serve', '--no-open', ...args], { env: { ...process.env, HOME: home, LAYERLOOM_HOME: join(home, 'application'), NO_COLOR: '1' }, stdio: ['ignore', 'pipe', 'pipe'] });
  const output = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].setEncoding('utf8').on('data', (text: string) => {
      output[name] += text;
    });
  }
  const ended = once(child, 'close').then(([code]) => code as number | null);
  onTestFinished(async () => {
    // Not without asking: the engine ends with it either way, but this waits for it.
    child.kill('SIGTERM');
    await ended;
    rmSync(home, { recursive: true, force: true });
  });
  return { child, output, ended };
}

describe('layerloom serve', () => {
  it('prints one link that opens the application, and ends when it is asked to', async () => {
    const { child, output, ended } = serve([]);
    await once(child.stdout, 'data');
    const [, port, search] = /^LayerLoom is open at http:\/\/127\.0\.0\.1:(\d+)\/(\?token=[\w-]+) \(.*\)\.\n$/.exec(output.stdout)!;
    expect((await get(Number(port), `/${search}`)).status).toBe(200);
    child.kill('SIGINT');
    expect(await ended).toBe(0);
    expect(output.stderr).toBe('');
    await expect(get(Number(port), '/')).rejects.toThrow('ECONNREFUSED');
  });

  it('answers in JSON', async () => {
    const { child, output } = serve(['--json']);
    await once(child.stdout, 'data');
    expect(JSON.parse(output.stdout)).toEqual({ url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/\?token=/) as string, port: expect.any(Number) as number });
  });

  it('refuses folders that are not there and ports that are none', async () => {
    const missing = serve(['--grant', '/no/such/folder']);
    expect(await missing.ended).toBe(1);
    expect(missing.output.stderr).toBe('There is no folder /no/such/folder to grant. Check the name.\n');
    expect(await serve(['--port', '99999']).ended).toBe(2);
  });
});
