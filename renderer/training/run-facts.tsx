/** The numbers of the shown run: the one that counts large, then what a person watches while it learns. */
import { useEffect, useState } from 'react';
import { resume } from '../commands/training';
import { CommandButton } from '../design/command-button';
import { formatCount } from '../network/text';
import { isUnderWay, useRun } from '../store/run-store';
import { headline } from './headline';
import { lastEpochOf } from './curves/curve-metrics';
import { durationText, valueText } from './number-text';
import { equalityText } from './status-text';
import { useTrainingPanel } from './panel-store';
import { RunRemarks, RunStatus } from './run-status';
import styles from './progress-view.module.css';

export function RunFacts() {
  const { run, start, lastStep, history, checkpointAt, done } = useRun();
  const output = useTrainingPanel((state) => state.output);
  const epoch = lastEpochOf(history);
  const step = history.findLast((line) => line.event === 'step');
  const { title, text } = headline(epoch, output);
  const perSecond = lastStep?.progress.samplesPerSecond;
  const rowsPerStep = start && start.rows.train / start.stepsPerEpoch;
  const share = done || run?.state === 'done' ? 1 : (lastStep?.progress.done ?? (run && step && epoch ? Math.min(1, step.step / ((epoch.step / epoch.epoch) * run.epochs)) : 0));
  return (
    <section className={styles.facts} aria-label="Numbers of the run">
      <span className={styles.caption}>{title}</span>
      <strong className={styles.headline}>{text}</strong>
      <div className={styles.track} role="progressbar" aria-label="Progress of the run" aria-valuemin={0} aria-valuemax={100} aria-valuenow={Math.round(share * 100)}>
        <div style={{ width: `${share * 100}%` }} />
      </div>
      <RunStatus />
      {run?.state === 'unfinished' && <CommandButton command={resume} label="Resume" />}
      <dl className={styles.list}>
        <Fact name="training loss" value={epoch || step ? valueText((step ?? epoch!.train).loss) : undefined} />
        <Fact name="validation loss" value={epoch?.validation && valueText(epoch.validation.loss)} />
        <Fact name="learning rate" value={step && valueText(step.rate)} />
        <Fact name="samples/s" value={perSecond && formatCount(Math.round(perSecond))} />
        <Fact name="time per step" value={perSecond && rowsPerStep && `${((1000 * rowsPerStep) / perSecond).toFixed(1)} ms`} />
        <Fact name="step" value={run && formatCount(Math.max(lastStep?.step ?? 0, step?.step ?? 0, epoch?.step ?? 0))} />
        {done ? <Fact name="ONNX file" value={equalityText(done)} /> : checkpointAt !== undefined && <CheckpointAge at={checkpointAt} />}
      </dl>
      <RunRemarks />
    </section>
  );
}

function Fact({ name, value }: { readonly name: string; readonly value: string | number | undefined | false }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value || '—'}</dd>
    </div>
  );
}

function CheckpointAge({ at }: { readonly at: number }) {
  const isRunning = useRun((state) => isUnderWay(state.run?.state));
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    setNow(Date.now());
    const timer = setInterval(() => setNow(Date.now()), isRunning ? 1000 : 30_000);
    return () => clearInterval(timer);
  }, [at, isRunning]);
  return <Fact name="checkpoint" value={`${durationText(Math.max(0, now - at) / 1000)} ago`} />;
}
