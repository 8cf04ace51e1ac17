/** What the system shows and does while a run trains: no sleep, progress at the icon, a word when it ends unseen. */
import type { BrowserWindow, PowerSaveBlocker } from 'electron';
import { sentence } from '../engine/core/diagnostic';
import type { ShellClient } from '../engine/shell/client';
import type { RunSummary } from '../engine/shell/protocol/runs';
import type { ElectronApi } from './electron-api';

export interface CompanionParts {
  readonly client: Pick<ShellClient, 'on'>;
  readonly powerSaveBlocker: Pick<PowerSaveBlocker, 'start' | 'stop'>;
  readonly Notification: ElectronApi['Notification'];
  window(): Pick<BrowserWindow, 'isDestroyed' | 'isFocused' | 'setProgressBar' | 'show' | 'focus'> | undefined;
}

const UNDER_WAY = new Set<RunSummary['state']>(['starting', 'running', 'paused', 'stopping']);
const NO_PROGRESS = -1;

export class RunCompanion {
  private blocker: number | undefined;
  private current: RunSummary | undefined;

  constructor(private readonly parts: CompanionParts) {
    const { client } = parts;
    client.on('run.changed', (summary) => this.follow(summary));
    client.on('run.event', ({ event }) => {
      if (event.event === 'step') this.window()?.setProgressBar(event.progress.done);
      if (event.event === 'held') this.tell('Training waits', sentence(event.diagnostic));
      if (event.event === 'done') this.tell('Training is done', event.stoppedEarly ? `The best epoch was ${event.bestEpoch}.` : `After ${event.epochs} ${event.epochs === 1 ? 'epoch' : 'epochs'}.`);
    });
    client.on('run.failed', ({ diagnostics }) => this.tell('Training has stopped', diagnostics[0] ? sentence(diagnostics[0]) : ''));
  }

  /** The run under way, if any. */
  get underWay(): RunSummary | undefined {
    return this.current;
  }

  private follow(summary: RunSummary): void {
    if (UNDER_WAY.has(summary.state)) this.current = summary;
    else if (this.current?.run === summary.run) this.current = undefined;
    // A paused run may sleep.
    this.keepAwake(this.current !== undefined && this.current.state !== 'paused');
    if (!this.current) this.window()?.setProgressBar(NO_PROGRESS);
    else if (this.current.state === 'paused') this.window()?.setProgressBar(this.current.epoch / this.current.epochs, { mode: 'paused' });
  }

  private keepAwake(isNeeded: boolean): void {
    if (isNeeded === (this.blocker !== undefined)) return;
    if (this.blocker !== undefined) this.parts.powerSaveBlocker.stop(this.blocker);
    this.blocker = isNeeded ? this.parts.powerSaveBlocker.start('prevent-app-suspension') : undefined;
  }

  /** Only to a person who is elsewhere. */
  private tell(title: string, body: string): void {
    const window = this.window();
    if (window?.isFocused() || !this.parts.Notification.isSupported()) return;
    const notification = new this.parts.Notification({ title, body });
    notification.on('click', () => {
      this.window()?.show();
      this.window()?.focus();
    });
    notification.show();
  }

  private window() {
    const window = this.parts.window();
    return window?.isDestroyed() ? undefined : window;
  }
}
