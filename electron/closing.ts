/** Closing the window while a run trains: the person decides what becomes of it. */
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
