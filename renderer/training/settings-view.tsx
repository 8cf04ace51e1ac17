/** How the open network is trained. Every change is a step of the document's history. */
import { useState } from 'react';
import type { Diagnostic } from '../../engine/core/diagnostic';
import { DEFAULT_TRAINING } from '../../engine/run/default-training';
import { train } from '../commands/training';
import { bindingFixes } from '../data/binding-fixes';
import { CommandButton } from '../design/command-button';
import { formatCount } from '../network/text';
import { useBindingReport } from '../store/binding-store';
import { useData } from '../store/data-store';
import { editDocument, useDocument } from '../store/document-store';
import { showDock, togglePanel } from '../store/session-store';
import { CareSettings } from './settings/care-settings';
import { MachineSettings } from './settings/machine-settings';
import { OptimizerSettings } from './settings/optimizer-settings';
import { PlanSettings } from './settings/plan-settings';
import { ScheduleSettings } from './settings/schedule-settings';
import { doubtOf } from './doubts';
import { whyNotReady, type Obstacle } from './readiness';
import styles from './settings/settings.module.css';

export function SettingsView() {
  const training = useDocument((state) => state.document.training ?? DEFAULT_TRAINING);
  const document = useDocument((state) => state.document);
  const network = useDocument((state) => state.network);
  const bound = useBindingReport();
  const obstacle = whyNotReady({ document, network }, bound);
  const rows = useData((state) => state.summary?.splits.train);
  const [update, setUpdate] = useState(0);
  const stepsPerEpoch = rows === undefined || rows === 0 ? undefined : Math.ceil(rows / training.batchSize);
  const chosen = Math.min(update, training.program.length - 1);
  return (
    <div className={styles.view}>
      <header className={styles.start}>
        {obstacle ? (
          <NotReady obstacle={obstacle} />
        ) : (
          <p>
            {stepsPerEpoch === undefined ? 'Ready to train.' : `${formatCount(rows!)} samples, ${formatCount(stepsPerEpoch)} steps per epoch, ${formatCount(stepsPerEpoch * training.epochs)} steps in all.`}
            <DoubtLine />
          </p>
        )}
        <CommandButton command={train} label="Train" isPrimary />
      </header>
      <div className={styles.groups}>
        <PlanSettings training={training} />
        <OptimizerSettings training={training} update={chosen} onChoose={setUpdate} />
        <ScheduleSettings training={training} stepsPerEpoch={stepsPerEpoch} />
        <CareSettings training={training} />
        <MachineSettings />
      </div>
    </div>
  );
}

const REMEDIES = {
  data: { title: 'Choose data', go: () => showDock('data') },
  problems: { title: 'Show the problems', go: () => showDock('problems') },
  palette: { title: 'Show the layers', go: () => togglePanel('palette', true) },
} as const;

function NotReady({ obstacle: { message, place, problem } }: { readonly obstacle: Obstacle }) {
  const remedy = place && REMEDIES[place];
  return (
    <p className={styles.obstacle}>
      {message}
      {problem && <Mend problem={problem} />}
      {remedy && <button type="button" onClick={remedy.go}>{remedy.title}</button>}
    </p>
  );
}

/** The widest remedy of one click, which mends what would be said next too. */
function Mend({ problem }: { readonly problem: Diagnostic }) {
  const document = useDocument((state) => state.document);
  const summary = useData((state) => state.summary);
  const fix = summary && bindingFixes(problem, document, summary).at(-1);
  return fix ? <button type="button" onClick={() => editDocument(fix.title, fix.apply)}>{fix.title}</button> : null;
}

function DoubtLine() {
  const document = useDocument((state) => state.document);
  const summary = useData((state) => state.summary);
  const report = useBindingReport((state) => state.report);
  const doubt = summary && report && doubtOf(document, summary.columns, report.bindings);
  if (!doubt) return null;
  return (
    <span className={styles.obstacle}>
      {' '}
      {doubt.message}
      <button type="button" onClick={() => editDocument(doubt.title, doubt.apply)}>{doubt.title}</button>
    </span>
  );
}
