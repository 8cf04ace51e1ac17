import { afterEach, describe, expect, it, vi } from 'vitest';
import type { RunEvent } from '../../engine/run/training-run';
import { EventThrottle } from '../../engine/worker/event-throttle';
import type { Child } from '../../engine/worker/port';
import { EVENT_INTERVAL_MS, type FromEngine, type ToEngine } from '../../engine/worker/protocol';
import { Steering } from '../../engine/worker/steering';
import { Supervision } from '../../engine/worker/supervision';

class FakeHost implements Child<ToEngine, FromEngine> {
  readonly sent: ToEngine[] = [];
  say: (message: FromEngine) => void = () => undefined;
  die: (reason: string) => void = () => undefined;
  constructor(readonly pid: number) {}
  send(message: ToEngine): void {
    this.sent.push(message);
  }
  onMessage(listener: (message: FromEngine) => void): void {
    this.say = listener;
  }
  onExit(listener: (reason: string) => void): void {
    this.die = listener;
  }
  kill(): void {}
}

function supervised() {
  const hosts: FakeHost[] = [];
  const told: FromEngine[] = [];
  let ended = 0;
  const supervision = new Supervision({
    startHost: () => {
      hosts.push(new FakeHost(100 + hosts.length));
      return hosts.at(-1)!;
    },
    tell: (message) => void told.push(message),
    ended: () => void ended++,
  });
  return { supervision, hosts, told, ended: () => ended };
}

const resume = { kind: 'request', id: 7, operation: 'resume', input: { run: 'runs/a' } } as const;
const start: RunEvent = { event: 'start', run: 'runs/a', epochs: 1, stepsPerEpoch: 1, step: 0, epoch: 0, parameters: 1, rows: { train: 1, validation: 0, test: 0 }, threads: 1, backend: 'cpu' };

afterEach(() => void vi.useRealTimers());

describe('the supervisor', () => {
  it('answers pings itself', () => {
    const { supervision, hosts, told } = supervised();
    supervision.receive({ kind: 'ping', id: 1 });
    supervision.receive(resume);
    supervision.receive({ kind: 'ping', id: 2 });
    expect(told).toEqual([{ kind: 'pong', id: 1, busy: false, hostPid: 100 }, { kind: 'pong', id: 2, busy: true, hostPid: 100 }]);
    expect(hosts[0]!.sent).toEqual([resume]);
  });

  it('fails what a dead host was doing, starts another one, and tells both', () => {
    vi.useFakeTimers();
    const { supervision, hosts, told } = supervised();
    supervision.receive(resume);
    hosts[0]!.say({ kind: 'event', id: 7, event: start });
    vi.advanceTimersByTime(10_000);
    hosts[0]!.die('was ended by SIGKILL');
    expect(hosts).toHaveLength(2);
    expect(told.slice(1)).toMatchObject([{ kind: 'failed', id: 7, failure: { kind: 'problem', diagnostics: [{ code: 'engine-stopped', file: 'runs/a' }] } }, { kind: 'host-restarted', reason: 'was ended by SIGKILL' }]);
    // What the dead one had still sent comes too late.
    hosts[0]!.say({ kind: 'result', id: 7, result: { run: 'runs/a', outcome: 'stopped' } });
    expect(told).toHaveLength(3);
  });

  it('does not start a host over and over that cannot live', () => {
    const { supervision, hosts } = supervised();
    hosts[0]!.die('ended with exit code 1');
    expect(hosts).toHaveLength(1);
    supervision.receive(resume);
    expect(hosts).toHaveLength(2);
    expect(hosts[1]!.sent).toEqual([resume]);
  });

  it('does not offer to resume a run that never began', () => {
    const { supervision, hosts, told } = supervised();
    supervision.receive({ ...resume, operation: 'train' } as unknown as ToEngine);
    hosts[0]!.die('ended with exit code 1');
    expect(told[0]).toMatchObject({ failure: { diagnostics: [{ remedy: expect.not.stringContaining('resume') as string }] } });
  });

  it('stops runs before it ends', () => {
    const { supervision, hosts, ended } = supervised();
    supervision.receive(resume);
    supervision.receive({ kind: 'shutdown' });
    expect(hosts[0]!.sent.slice(1)).toEqual([{ kind: 'control', id: 7, action: 'stop' }, { kind: 'shutdown' }]);
    expect(ended()).toBe(0);
    hosts[0]!.die('ended with exit code 0');
    expect(ended()).toBe(1);
    expect(hosts).toHaveLength(1);
  });
});

describe('the throttle of events', () => {
  it('lets steps through at its pace and everything else at once, and loses no problem', () => {
    let now = 0;
    const sent: RunEvent[] = [];
    const throttle = new EventThrottle((event) => void sent.push(event), () => now);
    const problem = { code: 'unreadable', severity: 'warning', message: 'x' } as const;
    for (let step = 1; step <= 11; step++, now += EVENT_INTERVAL_MS / 5) {
      throttle.add({ event: 'step', step, epoch: 1, loss: 1, rate: 1, samples: 1, problems: step === 3 ? [problem] : [], progress: { done: 0, samplesPerSecond: 1, secondsLeft: 1 } });
      if (step === 2) throttle.add({ event: 'checkpoint', step });
    }
    expect(sent.map((event) => `${event.event} ${'step' in event ? event.step : ''}`)).toEqual(['step 1', 'checkpoint 2', 'step 6', 'step 11']);
    expect(sent[2]).toMatchObject({ problems: [problem] });
    expect(sent[3]).toMatchObject({ problems: [] });
  });
});

describe('steering', () => {
  it('holds a paused run until it is continued or stopped', async () => {
    const steering = new Steering();
    await steering.ready();
    for (const action of ['continue', 'stop'] as const) {
      let ready = false;
      steering.apply('pause');
      expect(steering.checkpoint).toBe(true);
      steering.checkpoint = false;
      const waiting = steering.ready().then(() => {
        ready = true;
      });
      await Promise.resolve();
      expect(ready).toBe(false);
      steering.apply(action);
      await waiting;
    }
    expect(steering.stop).toBe(true);
    steering.apply('pause');
    await steering.ready();
  });
});
