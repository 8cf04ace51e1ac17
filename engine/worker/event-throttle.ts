/** Lets the events of a run through, but those of steps only at the pace that a window can show. */
import type { Diagnostic } from '../core/diagnostic';
import type { RunEvent } from '../run/training-run';
import { EVENT_INTERVAL_MS } from './protocol';

export class EventThrottle {
  private sentAt = -Infinity;
  /** What skipped steps had to say; no unreadable row goes unmentioned. */
  private problems: Diagnostic[] = [];

  constructor(private readonly send: (event: RunEvent) => void, private readonly now: () => number = () => performance.now()) {}

  add(event: RunEvent): void {
    if (event.event !== 'step') return this.send(event);
    this.problems.push(...event.problems);
    const now = this.now();
    if (now - this.sentAt < EVENT_INTERVAL_MS) return;
    this.sentAt = now;
    this.send({ ...event, problems: this.problems });
    this.problems = [];
  }
}
