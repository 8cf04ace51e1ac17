/** A run as a person or a program follows it: a line that moves, a row per epoch; or one JSON object per event. */
import type { RunEvent } from '../run/training-run';
import { describeTaken } from '../run/take-weights';
import type { EpochEvent } from '../run/trainer';
import { accuracyOf, headline } from './scores';
import type { Terminal } from './terminal';
import { bold, dim, duration, green, grouped, number, percent } from './text';

type Event<Name extends RunEvent['event']> = Extract<RunEvent, { event: Name }>;

const BAR_WIDTH = 24;

export class TrainingView {
  private epochs = 0;
  private stepsPerEpoch = 1;
  private epochStartedAt = performance.now();
  private readonly startedAt = performance.now();
  private history: readonly EpochEvent[] = [];

  /** `keepsBest`: the run ends with the weights of its best epoch, so those scores count. */
  constructor(private readonly terminal: Terminal, private readonly name: string, private readonly keepsBest: boolean) {}

  show(event: RunEvent): void {
    if (event.event === 'epoch') this.history = [...this.history, event];
    if (this.terminal.json) this.terminal.write(JSON.stringify(this.plain(event)));
    else this.tell(event);
  }

  /** The epoch whose weights the run ends with. */
  result(event: Event<'done'>): EpochEvent | undefined {
    const best = this.keepsBest ? this.history.find(({ epoch }) => epoch === event.bestEpoch) : undefined;
    return best ?? event.last ?? this.history.at(-1);
  }

  private tell(event: RunEvent): void {
    switch (event.event) {
      case 'start':
        return this.begin(event);
      case 'warning':
        return this.terminal.report([event.diagnostic]);
      case 'weights':
        return this.terminal.say(describeTaken(event));
      case 'features':
        return this.tellFeatures(event);
      case 'held':
        return this.terminal.report([event.diagnostic]);
      case 'released':
        return this.terminal.say('Training goes on.');
      case 'step':
        this.terminal.report(event.problems);
        return this.terminal.status(this.statusLine(event));
      case 'epoch':
        return this.row(event);
      case 'stopped':
        return this.terminal.say(`\nStopped at step ${grouped(event.step)}, with a checkpoint. Continue with:\n  layerloom resume ${event.run}`);
      case 'done':
        return this.end(event);
      case 'checkpoint':
      case 'watch':
    }
  }

  private begin({ epochs, stepsPerEpoch, epoch, step, parameters, rows, threads, backend, run }: Event<'start'>): void {
    this.epochs = epochs;
    this.stepsPerEpoch = stepsPerEpoch;
    this.epochStartedAt = performance.now();
    const place = backend === 'cpu' ? `CPU, ${threads} ${threads === 1 ? 'thread' : 'threads'}` : 'WebGPU';
    this.terminal.say(`${bold(this.name)}: ${grouped(parameters)} parameters, ${grouped(rows.train)} samples to train with, ${grouped(rows.validation)} to validate (${place})`);
    this.terminal.say(step > 0 ? `Resuming ${run} in epoch ${epoch + 1} of ${epochs}, at step ${grouped(step)}` : `Run: ${run}`);
    this.terminal.say(bold(`\n${'epoch'.padStart(8)}  ${'loss'.padStart(9)}  ${'score'.padStart(10)}  ${'val loss'.padStart(9)}  ${'val score'.padStart(10)}  ${'rate'.padStart(9)}  ${'time'.padStart(8)}`));
  }

  private tellFeatures(event: Event<'features'>): void {
    if (event.state === 'off') return this.terminal.report([event.diagnostic]);
    const { state, done, rows, width, bytes } = event;
    if (state === 'computing') return this.terminal.status(`Features of the frozen part: ${grouped(done)} of ${grouped(rows)} samples`);
    this.epochStartedAt = performance.now();
    this.terminal.say(dim(`Features of the frozen part are kept: ${grouped(rows)} samples × ${grouped(width)} numbers, ${(bytes / 1e6).toFixed(1)} MB until the run is done`));
  }

  private statusLine({ epoch, step, loss, progress }: Event<'step'>): string {
    const share = (step - (epoch - 1) * this.stepsPerEpoch) / this.stepsPerEpoch;
    const filled = Math.round(Math.min(1, Math.max(0, share)) * BAR_WIDTH);
    const bar = green('█'.repeat(filled)) + dim('░'.repeat(BAR_WIDTH - filled));
    const pace = `${grouped(progress.samplesPerSecond)} samples/s`;
    return `${`${epoch}/${this.epochs}`.padStart(8)}  ${bar}  loss ${number(loss)}  ${dim(`${pace}  ${duration(progress.secondsLeft)} left`)}`;
  }

  private row(event: EpochEvent): void {
    const { epoch, train, validation, rate, best } = event;
    const seconds = (performance.now() - this.epochStartedAt) / 1000;
    this.epochStartedAt = performance.now();
    const cells = [
      `${epoch}/${this.epochs}`.padStart(8),
      number(train.loss).padStart(9),
      headline(train).padStart(10),
      (validation ? number(validation.loss) : '–').padStart(9),
      (validation ? headline(validation) : '–').padStart(10),
      number(rate).padStart(9),
      duration(seconds).padStart(8),
    ];
    this.terminal.say(cells.join('  ') + (best ? green('  best') : ''));
  }

  private end(event: Event<'done'>): void {
    const { run, epochs, stoppedEarly, model } = event;
    const result = this.result(event);
    const took = duration((performance.now() - this.startedAt) / 1000);
    const shown = result?.validation ?? result?.train;
    const which = result?.validation ? 'validation' : 'training';
    const accuracy = accuracyOf(shown);
    const score = shown && (accuracy === null ? `${which} ${headline(shown)}` : `${which} accuracy ${percent(accuracy)}`);
    const count = `${epochs} ${epochs === 1 ? 'epoch' : 'epochs'}`;
    const early = stoppedEarly ? `, stopped early with the weights of epoch ${event.bestEpoch}` : '';
    this.terminal.say(`\n${green('Done')} after ${count} in ${took}${score ? `: ${bold(score)}, loss ${number(shown.loss)}` : ''}${early}.`);
    const samples = `${model.samples} ${model.realSamples ? 'real' : 'random'} samples`;
    this.terminal.say(`Model: ${model.file} (ONNX, compared with the trainer on ${samples}: largest difference ${model.maxAbsDiff.toExponential(1)})`);
    this.terminal.say(dim(`Next: layerloom evaluate ${run}   ·   layerloom predict ${run} PICTURE   ·   layerloom export ${run} --out model.onnx`));
  }

  private plain(event: RunEvent): object {
    switch (event.event) {
      case 'warning':
        return { event: 'warning', ...event.diagnostic };
      case 'epoch': {
        const { epoch, step, train, validation, rate, best } = event;
        const own = { loss: train.loss, accuracy: accuracyOf(train), valLoss: validation?.loss ?? null, valAccuracy: accuracyOf(validation) };
        return { event: 'epoch', epoch, step, ...own, rate, best, outputs: validation?.outputs ?? train.outputs };
      }
      case 'done': {
        const { run, epochs, step, stoppedEarly, bestEpoch, model } = event;
        const result = this.result(event);
        const scores = { loss: result?.train.loss ?? null, accuracy: accuracyOf(result?.train), valLoss: result?.validation?.loss ?? null, valAccuracy: accuracyOf(result?.validation) };
        return { event: 'done', run, epochs, ...scores, step, stoppedEarly, bestEpoch, model };
      }
      default:
        return event;
    }
  }
}
