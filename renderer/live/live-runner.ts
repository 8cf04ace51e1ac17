/**
 * A live network as the window sees it: a worker with the model open on one backend, one frame under way at a time. Where
 * nobody has chosen, the backends are measured one after the other and the fastest stays.
 */
import type { FromLiveWorker, Frame, AnswerSettings, Following, LiveAnswer, LiveBackend, LoadedModel, ModelPart, NamedTensor, ToLiveWorker, WorkerHoldings, WorkerTimes } from './protocol';

export type BackendChoice = 'fastest' | LiveBackend;

/** How long one answer takes on a backend, or why it gives none. */
export interface Measured {
  readonly backend: LiveBackend;
  readonly milliseconds?: number;
  readonly problem?: string;
}

export interface RunnerAnswer {
  readonly answers: readonly LiveAnswer[];
  readonly times: WorkerTimes;
  readonly holdings: WorkerHoldings;
  /** Of the frame, in pixels. */
  readonly size: { readonly width: number; readonly height: number };
  /** Where points are followed. */
  readonly following?: Following;
}

export interface RunnerOptions {
  readonly model: LoadedModel;
  readonly choice: BackendChoice;
  readonly threads: number;
  /** Has the engine run the model; absent where it cannot. */
  readonly runInEngine?: (inputs: readonly NamedTensor[], part: ModelPart) => Promise<readonly NamedTensor[]>;
  /** Makes a worker; tests bring their own. */
  readonly spawn: () => LiveThread;
  readonly onMeasured?: (measured: readonly Measured[]) => void;
}

/** The part of a Worker that is used. */
export interface LiveThread {
  postMessage(message: ToLiveWorker, transfer: Transferable[]): void;
  terminate(): void;
  onmessage: ((event: MessageEvent<FromLiveWorker>) => void) | null;
  onerror: ((event: ErrorEvent) => void) | null;
}

/** Within this factor of the fastest, the one that needs nobody else wins: measured times vary by as much. */
const CLOSE = 1.15;
const IN_ORDER: readonly LiveBackend[] = ['wasm', 'webgpu', 'engine'];

export class LiveRunner {
  private constructor(private readonly link: Link, readonly backend: LiveBackend, readonly measured: readonly Measured[], private readonly options: RunnerOptions) {}

  /** Throws an Error with a sentence where no backend can run the model. */
  static async start(options: RunnerOptions): Promise<LiveRunner> {
    const wanted = options.choice === 'fastest' ? IN_ORDER.filter((backend) => backend !== 'engine' || options.runInEngine) : [options.choice];
    const measured: Measured[] = [];
    let best: { readonly link: Link; readonly measured: Measured } | undefined;
    for (const backend of wanted) {
      const link = new Link(options.spawn(), options.runInEngine);
      const one = await measure(link, backend, options);
      measured.push(one);
      options.onMeasured?.([...measured]);
      const isBetter = one.milliseconds !== undefined && (!best || one.milliseconds * CLOSE < best.measured.milliseconds!);
      (isBetter ? best?.link : link)?.close();
      if (isBetter) best = { link, measured: one };
    }
    if (best) return new LiveRunner(best.link, best.measured.backend, measured, options);
    throw new Error(measured[0]?.problem ?? 'Nothing here can run the network.');
  }

  get isBusy(): boolean {
    return this.link.isBusy;
  }

  /** Takes the frame over. */
  async answer(frame: Frame, settings: AnswerSettings): Promise<RunnerAnswer> {
    return this.link.ask('answer', (id) => ({ kind: 'frame', id, frame, settings }), [frame]);
  }

  /** The last answer with other settings. */
  async again(settings: AnswerSettings): Promise<RunnerAnswer> {
    return this.link.ask('answer', (id) => ({ kind: 'decode', id, settings }));
  }

  /** From the next frame on. */
  async swap(model: LoadedModel): Promise<void> {
    await this.link.ask('swapped', (id) => ({ kind: 'swap', id, model }));
  }

  /** The same on the processor of this window, after a kernel has failed elsewhere. */
  fallBack(model: LoadedModel): Promise<LiveRunner> {
    this.close();
    return LiveRunner.start({ ...this.options, model, choice: 'wasm' });
  }

  close(): void {
    this.link.close();
  }
}

async function measure(link: Link, backend: LiveBackend, { model, threads, choice }: RunnerOptions): Promise<Measured> {
  try {
    const { milliseconds } = await link.ask('loaded', (id) => ({ kind: 'load', id, backend, threads, model, takesSoftware: choice === 'webgpu' }));
    return { backend, milliseconds };
  } catch (error) {
    return { backend, problem: (error as Error).message };
  }
}

interface Waiting {
  resolve(message: never): void;
  reject(error: Error): void;
}

/** Questions to one worker, and its answers. */
class Link {
  private readonly waiting = new Map<number, Waiting>();
  private next = 1;

  constructor(private readonly thread: LiveThread, private readonly runInEngine: RunnerOptions['runInEngine']) {
    thread.onmessage = ({ data }) => this.take(data);
    thread.onerror = (event) => this.end(`The worker of the live network stopped: ${event.message || 'out of memory, perhaps'}.`);
  }

  get isBusy(): boolean {
    return this.waiting.size > 0;
  }

  ask<Kind extends FromLiveWorker['kind']>(_: Kind, message: (id: number) => ToLiveWorker, transfer: Transferable[] = []): Promise<Extract<FromLiveWorker, { readonly kind: Kind }>> {
    const id = this.next++;
    return new Promise((resolve, reject) => {
      this.waiting.set(id, { resolve, reject });
      this.thread.postMessage(message(id), transfer);
    });
  }

  close(): void {
    this.thread.terminate();
    this.end('The live network was stopped.');
  }

  private take(message: FromLiveWorker): void {
    if (message.kind === 'run') return void this.run(message);
    const waiting = this.waiting.get(message.id);
    this.waiting.delete(message.id);
    if (message.kind === 'failed') waiting?.reject(new Error(message.sentence));
    else waiting?.resolve(message as never);
  }

  private async run({ id, part, inputs }: Extract<FromLiveWorker, { kind: 'run' }>): Promise<void> {
    try {
      this.thread.postMessage({ kind: 'ran', id, outputs: await this.runInEngine!(inputs, part) }, []);
    } catch (error) {
      this.thread.postMessage({ kind: 'ran', id, problem: (error as Error).message }, []);
    }
  }

  private end(sentence: string): void {
    for (const { reject } of this.waiting.values()) reject(new Error(sentence));
    this.waiting.clear();
  }
}
