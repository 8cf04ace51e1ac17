/** The worker's side of the protocol: one message at a time, in their order. */
import type { Frame, FromLiveWorker, LoadedModel, ModelPart, NamedTensor, ToLiveWorker } from '../protocol';
import { Follower } from './follower';
import { GestureReader } from './gesture-reader';
import { FrameReader } from './read-frame';
import { openSession, type LiveSession, type RuntimeCounts } from './runtime';
import { modelTaskOf, taskOf, type LiveTask } from './task';

type Message<Kind extends ToLiveWorker['kind']> = Extract<ToLiveWorker, { readonly kind: Kind }>;

interface OpenModel {
  /** The model that sees, first, and those that work with it. */
  readonly sessions: readonly LiveSession[];
  readonly task: LiveTask;
  /** Where the model tells points. */
  readonly follower: Follower | undefined;
}

/** Enough to see how long a run takes; the first compiles kernels and does not count. */
const MEASURED_RUNS = 5;
/** Runs this long are slow enough to be told from others after two. */
const LONG_RUN_MS = 200;

type Answer = Extract<FromLiveWorker, { readonly kind: 'answer' }>;

/** What the last frame gave. */
interface Last {
  readonly size: Answer['size'];
  /** Absent where other settings would need the network again. */
  readonly outputs?: readonly NamedTensor[];
  readonly answers: Answer['answers'];
}

export class LiveHost {
  private readonly reader = new FrameReader();
  private readonly counts: RuntimeCounts = { tensors: 0, sessions: 0 };
  private readonly asked = new Map<number, (answer: Message<'ran'>) => void>();
  private open: OpenModel | undefined;
  private settings: Pick<Message<'load'>, 'backend' | 'threads' | 'takesSoftware'> = { backend: 'wasm', threads: 1, takesSoftware: false };
  /** What the last frame gave, for other settings of the same answer. */
  private last: Last | undefined;
  private queue: Promise<void> = Promise.resolve();
  private frames = 0;
  private questions = 0;

  constructor(private readonly post: (message: FromLiveWorker, transfer?: Transferable[]) => void) {}

  take(message: ToLiveWorker): void {
    // It is what a message in the queue waits for.
    if (message.kind === 'ran') return this.asked.get(message.id)?.(message);
    if (message.kind === 'frame') this.frames++;
    this.queue = this.queue.then(async () => {
      try {
        await this.handle(message);
      } catch (error) {
        this.post({ kind: 'failed', id: message.id, sentence: error instanceof Error ? error.message : String(error) });
      }
    });
  }

  private async handle(message: Exclude<ToLiveWorker, { kind: 'ran' }>): Promise<void> {
    if (message.kind === 'load') return this.load(message);
    if (message.kind === 'swap') return this.swap(message);
    if (message.kind === 'frame') return this.answerFrame(message);
    return this.decode(message);
  }

  private async load({ id, backend, threads, takesSoftware, model }: Message<'load'>): Promise<void> {
    this.settings = { backend, threads, takesSoftware };
    await this.exchange(model);
    this.post({ kind: 'loaded', id, milliseconds: await this.measure() });
  }

  private async swap({ id, model }: Message<'swap'>): Promise<void> {
    await this.exchange(model);
    this.post({ kind: 'swapped', id });
  }

  /** The old model is let go of once the new one is there. */
  private async exchange(model: LoadedModel): Promise<void> {
    const before = this.open;
    this.open = await this.opened(model);
    this.last = undefined;
    for (const session of before?.sessions ?? []) await session.close();
  }

  /** Nothing stays open where one of the models cannot be opened. */
  private async opened(model: LoadedModel): Promise<OpenModel> {
    const task = taskOf(model);
    const sessions: LiveSession[] = [];
    const open = async (loaded: LoadedModel, part: ModelPart): Promise<LiveSession> => {
      const { backend, ...rest } = this.settings;
      const session = backend === 'engine' ? this.engineSession(part) : await openSession(loaded.bytes, { backend, ...rest }, this.counts);
      sessions.push(session);
      return session;
    };
    try {
      const landmarker = await open(model, 'model');
      if (!task.landmarks) return { sessions, task, follower: undefined };
      const { detector, gestures } = model;
      const finder = detector && { task: modelTaskOf(detector, 'The detector'), session: await open(detector, 'detector') };
      const reader = gestures && new GestureReader(gestures.signature, await open(gestures, 'gestures'));
      return { sessions, task, follower: new Follower({ task: task.landmarks, session: landmarker }, finder, reader) };
    } catch (error) {
      for (const session of sessions) await session.close();
      throw error;
    }
  }

  private async measure(): Promise<number> {
    const { sessions: [session], task } = this.open!;
    const inputs = task.prepare({ width: 64, height: 64, channels: 3, data: new Uint8Array(64 * 64 * 3).fill(128) });
    const times: number[] = [];
    for (let turn = 0; turn <= MEASURED_RUNS; turn++) {
      const began = performance.now();
      await session!.run(inputs);
      const took = performance.now() - began;
      if (turn > 0) times.push(took);
      if (turn > 0 && took > LONG_RUN_MS) break;
    }
    return times.sort((a, b) => a - b)[Math.floor(times.length / 2)]!;
  }

  private async answerFrame({ id, frame, settings }: Message<'frame'>): Promise<void> {
    const began = performance.now();
    const { pixels, scale } = this.read(frame);
    const { sessions: [session], task, follower } = this.open ?? refuse();
    const size = { width: Math.round(pixels.width / scale), height: Math.round(pixels.height / scale) };
    if (follower && settings.follow) {
      const read = performance.now() - began;
      const { times, ...told } = await follower.frame(pixels, scale, began / 1000, settings.follow);
      return this.tell(id, { ...told, size }, { ...times, preprocess: times.preprocess + read });
    }
    const inputs = task.prepare(pixels);
    const prepared = performance.now();
    const outputs = await session!.run(inputs);
    const ran = performance.now();
    const answers = task.answer(outputs, size, settings);
    this.tell(id, { answers, size, outputs }, { preprocess: prepared - began, run: ran - prepared, decode: performance.now() - ran });
  }

  private tell(id: number, { outputs, ...told }: Last & Pick<Answer, 'following'>, times: Answer['times']): void {
    this.last = { answers: told.answers, size: told.size, ...(outputs && { outputs }) };
    this.post({ kind: 'answer', id, ...told, times, holdings: { frames: this.frames, ...this.counts } });
  }

  /** Whatever happens, the frame is let go of. */
  private read(frame: Frame): ReturnType<FrameReader['read']> {
    const { width, height } = this.open?.task.input ?? { width: 1, height: 1 };
    try {
      return this.reader.read(frame, Math.max(width, height));
    } finally {
      frame.close();
      this.frames--;
    }
  }

  private decode({ id, settings }: Message<'decode'>): void {
    if (!this.last || !this.open) return refuse();
    const began = performance.now();
    const { outputs, size } = this.last;
    const answers = outputs ? this.open.task.answer(outputs, size, settings) : this.last.answers;
    this.tell(id, { ...this.last, answers }, { preprocess: 0, run: 0, decode: performance.now() - began });
  }

  /** The engine computes, natively and in a process of its own, at the price of two ways through the window. */
  private engineSession(part: ModelPart): LiveSession {
    return { run: (inputs) => this.askEngine(inputs, part), close: async () => undefined };
  }

  private async askEngine(inputs: readonly NamedTensor[], part: ModelPart): Promise<NamedTensor[]> {
    const id = ++this.questions;
    const answer = await new Promise<Message<'ran'>>((resolve) => {
      this.asked.set(id, resolve);
      this.post({ kind: 'run', id, part, inputs });
    });
    this.asked.delete(id);
    if (!answer.outputs) throw new Error(answer.problem ?? 'The engine did not answer.');
    return [...answer.outputs];
  }
}

function refuse(): never {
  throw new Error('No network is open yet.');
}
