/**
 * Keeps the live network true to everything else: new weights and edits take effect without stopping the video, and it ends
 * as soon as nobody looks.
 */
import { isSameForLooks, useModelChoice } from '../maps/model-choice';
import { useLabs } from '../labs/labs-store';
import { useDocument } from '../store/document-store';
import { useRun } from '../store/run-store';
import { useSession } from '../store/session-store';
import { answerAgain, answerFrozen, changeBackend, endWith, isLive, paintSession, stopLive, swapLive } from './live-session';
import { useLive, useLiveChoices } from './live-store';

/** While a field is typed in, the network changes with every key. */
const SETTLED_MS = 300;
/** A glance at another window keeps the camera on; leaving it for longer does not. */
const HIDDEN_MS = 20_000;

/** Begins to follow. */
export function followLive(): void {
  useDocument.subscribe((now, before) => {
    if (now.history.steps[0] !== before.history.steps[0] || !now.isOpen) return stopLive();
    if (now.document === before.document) return;
    if (isLive() && !now.document.live) return stopLive();
    if (now.document.live !== before.document.live) void (now.document.live?.follow === before.document.live?.follow ? answerAgain() : answerFrozen()).then(paintSession);
    if (!isSameForLooks(now.document, before.document)) swapSoon(SETTLED_MS);
  });
  useModelChoice.subscribe(() => swapSoon());
  useRun.subscribe((now, before) => {
    if (now.run?.run !== before.run?.run || now.document !== before.document || now.checkpointAt !== before.checkpointAt || now.done !== before.done) swapSoon();
  });
  useSession.subscribe((now, before) => {
    if (!now.panels.dock && before.panels.dock) stopLive();
  });
  useLabs.subscribe((now) => {
    if (now.isOpen) stopLive();
  });
  useLiveChoices.subscribe((now, before) => {
    if (now.backend !== before.backend) void changeBackend();
    if (now.eyes !== before.eyes || now.detector !== before.detector) swapSoon();
    if (now.showsSuppressed !== before.showsSuppressed) void answerAgain();
  });
  document.addEventListener('visibilitychange', watchVisibility);
  window.addEventListener('pagehide', stopLive);
}

let hidden: ReturnType<typeof setTimeout> | undefined;

function watchVisibility(): void {
  clearTimeout(hidden);
  if (document.hidden && isLive()) hidden = setTimeout(() => isLive() && endWith('It was turned off because this window was out of sight. Start it again to go on.'), HIDDEN_MS);
}

let timer: ReturnType<typeof setTimeout> | undefined;
let isSwapping = false;
let isWanted = false;

function swapSoon(waitMs = 0): void {
  if (!isLive()) return;
  clearTimeout(timer);
  timer = setTimeout(() => void swap(), waitMs);
}

/** One at a time; what changes meanwhile comes next. */
async function swap(): Promise<void> {
  isWanted = true;
  if (isSwapping) return;
  isSwapping = true;
  while (isWanted) {
    isWanted = false;
    await swapLive().catch((error: unknown) => {
      // The last sound network goes on answering.
      if (isLive()) useLive.setState({ remark: error instanceof Error ? error.message : String(error) });
    });
  }
  isSwapping = false;
}
