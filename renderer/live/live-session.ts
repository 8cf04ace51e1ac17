/**
 * The live network of this window: opens a source and a runner, keeps both going, and lets go of everything when nobody looks.
 * There is one at a time, because there is one canvas.
 */
import type { LiveSourceKind } from '../../engine/document/model';
import { useDocument } from '../store/document-store';
import { FrameClock } from './frame-clock';
import { currentModel, runInEngine } from './live-models';
import { LiveLoop, type LoopTimes } from './live-loop';
import { LiveRunner, type LiveThread, type Measured, type RunnerAnswer } from './live-runner';
import { answerSettings, chooseSource, overlaySettings } from './live-setup';
import { NOTHING_LIVE, useLive, useLiveChoices } from './live-store';
import { paintLive } from './live-views';
import type { AnswerSettings, LiveAnswer } from './protocol';
import { cameras, openCamera } from './sources/camera';
import { openImageFolder } from './sources/image-folder';
import { openScreen } from './sources/screen';
import type { FrameSource } from './sources/source';
import { openVideoFile } from './sources/video-file';

const MOST_THREADS = 4;
/** Numbers that change faster cannot be read. */
const SHOWN_EVERY_MS = 250;

interface Session {
  readonly loop: LiveLoop;
  runner: LiveRunner;
  readonly clock: FrameClock;
  answers: readonly LiveAnswer[];
  frozen: ImageBitmap | undefined;
  shownAt: number;
}

let session: Session | undefined;
/** Whatever began under an earlier number is no longer wanted. */
let turn = 0;

type AnswerListener = (answers: readonly LiveAnswer[], seconds: number) => void;

const listeners = new Set<AnswerListener>();

/** Calls for every frame that is answered, with the time it was taken. Returns what ends it. */
export function onLiveAnswer(listener: AnswerListener): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

/** Files that a person chose, for kinds that need them. */
export type ChosenFiles = readonly File[];

export async function startLive(kind: LiveSourceKind, files: ChosenFiles = []): Promise<void> {
  endLive();
  const mine = ++turn;
  chooseSource(kind);
  useLive.setState({ ...NOTHING_LIVE, phase: 'opening' });
  let source: FrameSource | undefined;
  try {
    source = await openSource(kind, files);
    if (mine !== turn) return source.close();
    useLive.setState({ phase: 'measuring', title: source.title, ...(kind === 'camera' && { cameras: await cameras() }) });
    const runner = await startRunner();
    if (mine === turn) return go(source, runner);
    source.close();
    runner.close();
  } catch (error) {
    source?.close();
    if (mine === turn) useLive.setState({ ...NOTHING_LIVE, problem: (error as Error).message });
  }
}

/** Every track is ended; what was chosen stays. */
export function stopLive(): void {
  endLive();
  useLive.setState(NOTHING_LIVE);
}

/** Ends by itself, and says why. */
export function endWith(problem: string): void {
  endLive();
  useLive.setState({ ...NOTHING_LIVE, problem });
}

export function isLive(): boolean {
  return session !== undefined;
}

/** Keeps the picture and its answer; or goes on. */
export async function freezeLive(isFrozen: boolean): Promise<void> {
  const held = session;
  if (!held || isFrozen === (held.frozen !== undefined)) return;
  if (isFrozen) {
    held.frozen = await createImageBitmap(held.loop.source.image);
    held.loop.hold(true);
    useLive.setState({ isFrozen: true });
    await answerFrozen();
    return;
  }
  held.frozen?.close();
  held.frozen = undefined;
  held.clock.restart();
  held.loop.hold(false);
  useLive.setState({ isFrozen: false });
}

/** The frame that is kept; undefined while the picture moves. */
export function frozenFrame(): ImageBitmap | undefined {
  return session?.frozen;
}

/** The frozen frame once more: with other weights, so that they can be compared. */
export async function answerFrozen(): Promise<void> {
  const held = session;
  if (!held?.frozen) return;
  try {
    take(held, await held.runner.answer(await createImageBitmap(held.frozen), settingsNow()));
  } catch (error) {
    if (session === held) useLive.setState({ remark: (error as Error).message });
  }
}

/** Another backend, while the picture goes on. */
export async function changeBackend(): Promise<void> {
  const held = session;
  if (!held) return;
  try {
    const runner = await startRunner();
    if (session !== held) return runner.close();
    held.runner.close();
    held.runner = runner;
    held.clock.restart();
    held.loop.use(runner);
    useLive.setState({ backend: runner.backend, measured: runner.measured, remark: undefined });
    await answerFrozen();
  } catch (error) {
    if (session === held) useLive.setState({ remark: (error as Error).message });
  }
}

/** Sliders act at once, on a frozen frame too. */
export async function answerAgain(): Promise<void> {
  const held = session;
  if (held?.frozen) take(held, await held.runner.again(settingsNow()));
}

/** The weights or the network have changed: from the next frame on, the video never stops. */
export async function swapLive(): Promise<void> {
  const held = session;
  if (!held) return;
  const model = await currentModel();
  if (session !== held) return;
  await held.runner.swap(model);
  if (session !== held) return;
  useLive.setState({ origin: model.origin, remark: undefined });
  await answerFrozen();
}

/** Draws what is there, with the overlay's settings of now. */
export function paintSession(): void {
  if (!session) return paintLive(undefined);
  const { loop, frozen, answers } = session;
  const { size, image, isMirrorLike } = loop.source;
  if (size.width === 0) return;
  paintLive({ ...size, image: frozen ?? image, isMirrored: isMirrorLike && overlaySettings(useDocument.getState().document).mirror, answers });
}

/** Suppressed boxes are for looking at closely, so they come with a frozen frame alone. */
function settingsNow(): AnswerSettings {
  return { ...answerSettings(useDocument.getState().document), withRaw: session?.frozen !== undefined && useLiveChoices.getState().showsSuppressed };
}

function endLive(): void {
  turn++;
  session?.loop.end();
  session?.runner.close();
  session?.frozen?.close();
  session = undefined;
  paintLive(undefined);
}

async function openSource(kind: LiveSourceKind, files: ChosenFiles): Promise<FrameSource> {
  if (kind === 'camera') return openCamera(useLiveChoices.getState().camera);
  if (kind === 'screen') return openScreen();
  if (kind === 'folder') return openImageFolder(files);
  const [file] = files;
  if (!file) throw new Error('No video was chosen. Choose an MP4 or WebM file.');
  return openVideoFile(file);
}

async function startRunner(): Promise<LiveRunner> {
  const model = await currentModel();
  const threads = Math.min(MOST_THREADS, navigator.hardwareConcurrency || 1);
  const runner = await LiveRunner.start({
    model,
    choice: useLiveChoices.getState().backend,
    threads,
    runInEngine,
    spawn: () => new Worker(new URL('./worker/live-worker.ts', import.meta.url), { type: 'module' }) as LiveThread,
    onMeasured: (measured: readonly Measured[]) => useLive.setState({ measured }),
  });
  useLive.setState({ origin: model.origin });
  return runner;
}

function go(source: FrameSource, runner: LiveRunner): void {
  const clock = new FrameClock();
  const loop = new LiveLoop({
    source,
    runner,
    settings: settingsNow,
    listener: { onFrame: paintSession, onAnswer: showAnswer, onFailure: (sentence) => void recover(sentence) },
  });
  session = { loop, runner, clock, answers: [], frozen: undefined, shownAt: 0 };
  useLive.setState({ phase: 'on', backend: runner.backend, measured: runner.measured });
  // Last: it may have ended while the network was opened.
  source.trouble.listen(({ sentence, isEnd }) => {
    if (isEnd) endWith(sentence);
    else useLive.setState({ remark: sentence === '' ? undefined : sentence });
  });
}

function showAnswer(answer: RunnerAnswer, { capture, takenAt }: LoopTimes): void {
  if (!session) return;
  const began = performance.now();
  session.answers = answer.answers;
  for (const listener of listeners) listener(answer.answers, takenAt / 1000);
  paintSession();
  const now = performance.now();
  session.clock.add(now, { ...answer.times, capture, draw: now - began, total: now - takenAt });
  if (now - session.shownAt < SHOWN_EVERY_MS) return;
  session.shownAt = now;
  useLive.setState({ answers: answer.answers, size: answer.size, times: session.clock.read(), holdings: answer.holdings, following: answer.following });
}

function take(held: Session, { answers, size }: RunnerAnswer): void {
  if (session !== held) return;
  held.answers = answers;
  paintSession();
  useLive.setState({ answers, size });
}

/** A graphics card that fails at a kernel is no reason to stop: the processor goes on. */
async function recover(sentence: string): Promise<void> {
  const held = session;
  if (!held) return;
  if (held.runner.backend === 'wasm') return endWith(sentence);
  const failed = held.runner.backend;
  try {
    const runner = await held.runner.fallBack(await currentModel());
    if (session !== held) return runner.close();
    held.runner = runner;
    held.loop.use(runner);
    useLive.setState({ backend: runner.backend, remark: `${failed === 'webgpu' ? 'The graphics card' : 'The engine'} could not compute this network (${sentence.replace(/\.$/, '')}), so the processor of this window does.` });
  } catch (error) {
    if (session === held) endWith((error as Error).message);
  }
}
