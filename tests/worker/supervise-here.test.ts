import { join } from 'node:path';
import { expect, it } from 'vitest';
import { launchProcess } from '../../engine/worker/launchers';
import { superviseHere } from '../../engine/worker/supervise-here';
import { listCheckpoints } from '../../engine/run/checkpoint';
import { digitNetwork, trainingSettings } from '../run/networks';
import { runOptions, scratchFolder } from '../run/follow-run';
import { allGone, buildEngine, engineForTest } from './engine-process';

const folder = scratchFolder();
buildEngine();
const document = digitNetwork(trainingSettings({ epochs: 400 }));

it('an engine whose supervisor lives with its shell trains, saves when asked, survives its host and ends', async () => {
  let restarted = '';
  const engine = engineForTest({ launch: superviseHere(launchProcess), onHostRestarted: (reason) => (restarted = reason) });
  const first = (await engine.status()).hostPid!;

  const run = join(folder, 'run');
  const saved = new Promise<number>((resolve) => {
    const request = engine.request('train', runOptions(run, document), {
      onEvent: (event) => {
        if (event.event === 'step' && event.step === 1) request.checkpoint();
        if (event.event === 'checkpoint') resolve(event.step);
      },
    });
    request.result.catch(() => undefined);
  });
  const step = await saved;
  expect((await listCheckpoints(run)).map((entry) => entry.step)).toContain(step);

  process.kill(first, 'SIGKILL');
  await allGone([first]);
  await expect.poll(() => restarted).toBe('was ended by SIGKILL');
  const { hostPid: second } = await engine.status();
  expect(second).not.toBe(first);

  const resumed = engine.request('resume', { run }, { onEvent: (event) => void (event.event === 'step' && resumed.stop()) });
  expect(await resumed.result).toMatchObject({ outcome: 'stopped' });
  await engine.close();
  await allGone([second!]);
});
