/** Ctrl-C while a run trains: `layerloom serve` ends with a checkpoint of its last step. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { WebSocket } from 'ws';
import { listCheckpoints } from '../../engine/run/checkpoint';
import { ShellClient } from '../../engine/shell/client';
import { SOCKET_PATH, webSocketTransport, type SocketLike } from '../../engine/shell/web-socket-transport';
import { buildEngine, ENTRIES } from '../worker/engine-process';
import { get } from './served-application';

buildEngine();

it('writes a checkpoint first', async () => {
  const home = mkdtempSync(join(tmpdir(), 'layerloom-interrupt-'));
  const start = `process.exitCode = await (await import(${JSON.stringify(new URL('../cli/main.mjs', ENTRIES.supervisor).href)})).main(process.argv.slice(1))`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', start, '--', 'serve', '--no-open', '--json'], { env: { ...process.env, HOME: home, LAYERLOOM_HOME: join(home, 'application') }, stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = once(child, 'exit');
  onTestFinished(async () => {
    child.kill('SIGKILL');
    await ended;
    rmSync(home, { recursive: true, force: true });
  });
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  const { url, port } = JSON.parse(line.toString()) as { url: string; port: number };
  const { pathname, search } = new URL(url);
  const cookie = (await get(port, `${pathname}${search}`)).headers['set-cookie']![0]!.split(';')[0]!;
  const origin = `http://127.0.0.1:${port}`;
  const client = ShellClient.connect(webSocketTransport(() => new WebSocket(`ws://127.0.0.1:${port}${SOCKET_PATH}`, { headers: { cookie, origin } }) as unknown as SocketLike));
  onTestFinished(() => client.close());

  const source = { kind: 'builtin', name: 'digits', count: 600, seed: 1 } as const;
  const split = { seed: 1, validation: 0, test: 0 };
  const { document } = await client.request('templates.build', { name: 'lenet5', source, split });
  let last = 0;
  const under = new Promise<void>((resolve) => {
    client.on('run.event', ({ event }) => {
      if (event.event !== 'step') return;
      last = event.step;
      if (last > 5) resolve();
    });
  });
  // No checkpoint falls due by itself but the first.
  await client.request('run.start', { document, source, split, backend: 'cpu', threads: 1, checkpointSeconds: 10_000 });
  await under;
  child.kill('SIGINT');
  expect(await ended).toEqual([0, null]);

  const runs = join(home, 'application', 'runs');
  const [run] = readdirSync(runs);
  const [newest] = await listCheckpoints(join(runs, run!));
  expect(newest!.step).toBeGreaterThanOrEqual(last);
});
