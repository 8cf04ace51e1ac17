/** How the open network is trained. Every change is a step of the document's history. */
import { useState } from 'react';
import { DEFAULT_TRAINING } from '../../engine/run/default-training';
import { train } from '../commands/training';
import { CommandButton } from '../design/command-button';
import { formatCount } from '../network/text';
import { useBindingReport } from '../store/binding-store';
import { useData } from '../store/data-store';
import { useDocument } from '../store/document-store';
import { showDock, togglePanel } from '../store/session-store';
import { CareSettings } from './settings/care-settings';
import { MachineSettings } from './settings/machine-settings';
import { OptimizerSettings } from './settings/optimizer-settings';
import { PlanSettings } from './settings/plan-settings';
import { ScheduleSettings } from './settings/schedule-settings';
import { whyNotReady, type Obstacle } from './readiness';
import styles from './settings/settings.module.css';

export function SettingsView() {
  const training = useDocument((state) => state.document.training ?? DEFAULT_TRAINING);
  const document = useDocument((state) => state.document);
  const network = useDocument((state) => state.network);
  const bindings = useBindingReport((state) => state.report?.problems);
  const obstacle = whyNotReady({ document, network }, bindings);
  const rows = useData((state) => state.summary?.splits.train);
  const [update, setUpdate] = useState(0);
  const stepsPerEpoch = rows === undefined || rows === 0 ? undefined : Math.ceil(rows / training.batchSize);
  const chosen = Math.min(update, training.program.length - 1);
  return (
    <div className={styles.view}>
      <header className={styles.start}>
        {obstacle ? <NotReady obstacle={obstacle} /> : <p>{stepsPerEpoch === undefined ? 'Ready to train.' : `${formatCount(rows!)} samples, ${formatCount(stepsPerEpoch)} steps per epoch, ${formatCount(stepsPerEpoch * training.epochs)} steps in all.`}</p>}
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

function NotReady({ obstacle: { message, place } }: { readonly obstacle: Obstacle }) {
  const { title, go } = REMEDIES[place];
  return (
    <p className={styles.obstacle}>
      {message}
      <button type="button" onClick={go}>{title}</button>
    </p>
  );
}
