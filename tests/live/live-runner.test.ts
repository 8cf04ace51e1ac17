/** The window's side of the live worker: which backend stays, what a failure becomes, and that nothing is left behind. */
import { describe, expect, it } from 'vitest';
import { LiveRunner, type LiveThread, type RunnerOptions } from '../../renderer/live/live-runner';
import type { FromLiveWorker, LiveBackend, LoadedModel, ToLiveWorker } from '../../renderer/live/protocol';

const MODEL: LoadedModel = { bytes: new Uint8Array(1), signature: undefined, task: undefined };
const SETTINGS = { scoreAtLeast: 0.25, iou: 0.45 };
const FRAME = { close: () => undefined } as unknown as ImageBitmap;

/** A worker that answers as it is told: milliseconds per backend, or why there are none. */
class FakeThread implements LiveThread {
  onmessage: LiveThread['onmessage'] = null;
  onerror: LiveThread['onerror'] = null;
  isOver = false;
  readonly took: ToLiveWorker[] = [];

  constructor(private readonly speeds: Partial<Record<LiveBackend, number | string>>) {}

  postMessage(message: ToLiveWorker): void {
    this.took.push(message);
    if (message.kind !== 'load') return;
    const speed = this.speeds[message.backend];
    const answer: FromLiveWorker = typeof speed === 'number' ? { kind: 'loaded', id: message.id, milliseconds: speed } : { kind: 'failed', id: message.id, sentence: speed ?? 'not there' };
    queueMicrotask(() => this.say(answer));
  }

  say(message: FromLiveWorker): void {
    this.onmessage?.({ data: message } as MessageEvent<FromLiveWorker>);
  }

  terminate(): void {
    this.isOver = true;
  }
}

function started(speeds: ConstructorParameters<typeof FakeThread>[0], options: Partial<RunnerOptions> = {}): { readonly threads: FakeThread[]; readonly runner: Promise<LiveRunner> } {
  const threads: FakeThread[] = [];
  const spawn = (): LiveThread => {
    const thread = new FakeThread(speeds);
    threads.push(thread);
    return thread;
  };
  return { threads, runner: LiveRunner.start({ model: MODEL, choice: 'fastest', threads: 1, spawn, runInEngine: async () => [], ...options }) };
}

describe('the backend that stays', () => {
  it('is the fastest, and the workers of the others end', async () => {
    const { threads, runner } = started({ wasm: 30, webgpu: 8, engine: 12 });
    expect(await runner).toMatchObject({ backend: 'webgpu', measured: [{ backend: 'wasm', milliseconds: 30 }, { backend: 'webgpu', milliseconds: 8 }, { backend: 'engine', milliseconds: 12 }] });
    expect(threads.map(({ isOver }) => isOver)).toEqual([true, false, true]);
  });

  it('is the one that needs nobody else where others are hardly faster', async () => {
    expect((await started({ wasm: 10, webgpu: 9.5, engine: 9 }).runner).backend).toBe('wasm');
  });

  it('is another where one cannot run the network', async () => {
    const { runner } = started({ wasm: 'no kernel', webgpu: 'no graphics card', engine: 5 });
    expect((await runner).measured).toEqual([{ backend: 'wasm', problem: 'no kernel' }, { backend: 'webgpu', problem: 'no graphics card' }, { backend: 'engine', milliseconds: 5 }]);
    expect((await runner).backend).toBe('engine');
  });

  it('is the chosen one, slow or not', async () => {
    const { threads, runner } = started({ wasm: 1, webgpu: 900 }, { choice: 'webgpu' });
    expect((await runner).backend).toBe('webgpu');
    expect(threads).toHaveLength(1);
    expect(threads[0]!.took[0]).toMatchObject({ kind: 'load', takesSoftware: true });
  });

  it('is none where nothing runs it, with the reason of the window itself', async () => {
    const { threads, runner } = started({ wasm: 'The network is damaged.' });
    await expect(runner).rejects.toThrow('The network is damaged.');
    expect(threads.every(({ isOver }) => isOver)).toBe(true);
  });
});

describe('a running network', () => {
  it('answers, refuses with a sentence, and ends what still waits', async () => {
    const { threads, runner } = started({ wasm: 1 });
    const live = await runner;
    const [thread] = threads as [FakeThread];
    const answered = live.answer(FRAME, SETTINGS);
    const id = (thread.took.at(-1) as { id: number }).id;
    thread.say({ kind: 'answer', id, answers: [], times: { preprocess: 1, run: 2, decode: 3 }, size: { width: 4, height: 3 }, holdings: { frames: 0, tensors: 0, sessions: 1 } });
    expect(await answered).toMatchObject({ times: { run: 2 } });
    const refused = live.answer(FRAME, SETTINGS);
    thread.say({ kind: 'failed', id: id + 1, sentence: 'The kernel failed.' });
    await expect(refused).rejects.toThrow('The kernel failed.');
    const waiting = live.answer(FRAME, SETTINGS);
    live.close();
    await expect(waiting).rejects.toThrow('stopped');
    expect(thread.isOver).toBe(true);
  });

  it('goes on on the processor after the graphics card has failed', async () => {
    const { threads, runner } = started({ webgpu: 1, wasm: 5 });
    const live = await runner;
    const after = await live.fallBack(MODEL);
    expect(after.backend).toBe('wasm');
    expect(threads.map(({ isOver }) => isOver)).toEqual([true, true, true, false]);
  });

  it('has the engine run what the worker asks for, and passes on why it cannot', async () => {
    const { threads, runner } = started({ engine: 1 }, { choice: 'engine', runInEngine: async () => Promise.reject(new Error('The engine is gone.')) });
    await runner;
    threads[0]!.say({ kind: 'run', part: 'model', id: 7, inputs: [] });
    await new Promise((resolve) => setTimeout(resolve));
    expect(threads[0]!.took.at(-1)).toEqual({ kind: 'ran', id: 7, problem: 'The engine is gone.' });
  });

  it('tells every question that its worker has died', async () => {
    const { threads, runner } = started({ wasm: 1 });
    const waiting = (await runner).answer(FRAME, SETTINGS);
    threads[0]!.onerror?.({ message: 'out of memory' } as ErrorEvent);
    await expect(waiting).rejects.toThrow('out of memory');
  });
});
