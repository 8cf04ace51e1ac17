/** Closing the window while a run trains or labels are not written: the person decides what becomes of them. */
import type { BrowserWindow } from 'electron';
import type { RunSummary } from '../engine/shell/protocol/runs';
import type { ElectronApi } from './electron-api';

export type ClosingChoice = 'keep' | 'quit' | 'stop' | 'cancel';

const CHOICES: readonly (readonly [ClosingChoice, string])[] = [
  ['keep', 'Keep training in the background'],
  ['quit', 'Save a checkpoint and quit'],
  ['stop', 'Stop training'],
  ['cancel', 'Cancel'],
];

export async function askWhatToDo(dialog: Pick<ElectronApi['dialog'], 'showMessageBox'>, window: BrowserWindow, run: RunSummary): Promise<ClosingChoice> {
  const { response } = await dialog.showMessageBox(window, {
    type: 'question',
    title: 'LayerLoom',
    message: `“${run.title}” is still training.`,
    detail: `It has done ${run.epoch} of ${run.epochs} epochs. A run that was saved can be resumed later, exactly where it was.`,
    buttons: CHOICES.map(([, text]) => text),
    defaultId: 0,
    cancelId: CHOICES.length - 1,
    noLink: true,
  });
  return CHOICES[response]?.[0] ?? 'cancel';
}

export interface ClosingParts {
  readonly dialog: Pick<ElectronApi['dialog'], 'showMessageBox'>;
  underWay(): RunSummary | undefined;
  /** Hides the window and leaves something to bring it back by. */
  hide(): void;
  stop(run: string): Promise<unknown>;
  quit(): void;
}

/** A window without a run closes; with one, the person is asked first. */
export function guardClosing(window: BrowserWindow, parts: ClosingParts): void {
  let isAsking = false;
  window.on('close', (event) => {
    const run = parts.underWay();
    if (!run) return;
    event.preventDefault();
    if (isAsking) return;
    isAsking = true;
    void askWhatToDo(parts.dialog, window, run)
      .then(async (choice) => {
        if (choice === 'keep') parts.hide();
        if (choice === 'quit') parts.quit();
        if (choice === 'stop') await parts.stop(run.run);
      })
      .finally(() => {
        isAsking = false;
      });
  });
}

const UNWRITTEN = ['Keep the window open', 'Close without them'] as const;

/** A page that holds labels which could not be written asks not to be closed. Chromium alone would then stay open without a word. */
export function guardUnwritten(window: BrowserWindow, dialog: Pick<ElectronApi['dialog'], 'showMessageBoxSync'>): void {
  window.webContents.on('will-prevent-unload', (event) => {
    const response = dialog.showMessageBoxSync(window, {
      type: 'warning',
      title: 'LayerLoom',
      message: 'Some labels are not written yet.',
      detail: 'They are in this window alone. The status line of the labels says why.',
      buttons: [...UNWRITTEN],
      defaultId: 0,
      cancelId: 0,
      noLink: true,
    });
    // Preventing what prevents: the page goes.
    if (UNWRITTEN[response] === 'Close without them') event.preventDefault();
  });
}
