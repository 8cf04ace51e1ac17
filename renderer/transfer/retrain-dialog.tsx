/** Retrain on my folder: a trained network, other data, what of it trains, and it begins. */
import { useState } from 'react';
import { LoomError, sentence } from '../../engine/core/diagnostic';
import type { LoomDocument } from '../../engine/document/model';
import { inferNetwork } from '../../engine/infer/infer-network';
import { startNetwork } from '../commands/files';
import { classes } from '../design/classes';
import controls from '../design/controls.module.css';
import { Modal, ModalBody, ModalFoot } from '../design/modal';
import modal from '../design/modal.module.css';
import { formatCount } from '../network/text';
import { useDocument } from '../store/document-store';
import { expectData } from '../store/data-store';
import { dataRequest } from '../store/data-request';
import { activeRun, useRun } from '../store/run-store';
import { showDock } from '../store/session-store';
import { showTrainingView } from '../training/panel-store';
import { startTraining } from '../training/run-control';
import { BaseField } from './base-field';
import { hasWeights, networkOf, runBase, type Base } from './bases';
import { DataField } from './data-field';
import { classColumn, OLD_RATE, retrained, type TrainedPart } from './retrain';
import { closeTransfer, useTransfer } from './transfer-store';
import { useNewData } from './use-new-data';
import styles from './transfer.module.css';

const PARTS: readonly { readonly part: TrainedPart; readonly title: string; readonly text: string }[] = [
  { part: 'head', title: 'New last layer', text: 'Everything else is frozen: the quickest, and enough where the new pictures are like the old ones.' },
  { part: 'dense', title: 'All Dense layers', text: 'New ones at the end, frozen before them: for other pictures of the same kind.' },
  { part: 'all', title: 'Everything', text: `The old layers learn along at ${OLD_RATE} of the rate: the best result, and the slowest.` },
];

export function RetrainDialog() {
  const isOpen = useTransfer((state) => state.dialog === 'retrain');
  return (
    <Modal isOpen={isOpen} onClose={closeTransfer} title="Retrain on new data" size="small">
      <Retrain />
    </Modal>
  );
}

function Retrain() {
  const open = useDocument((state) => (state.isOpen && hasGivenValues(state.document) ? state.document.name : undefined));
  const [base, setBase] = useState<Base | undefined>(() => firstBase(open !== undefined));
  const data = useNewData();
  const [part, setPart] = useState<TrainedPart>('head');
  const [problem, setProblem] = useState<string>();
  const [isBusy, setBusy] = useState(false);
  const found = data.summary && classColumn(data.summary.columns)?.classes;
  const isReady = base !== undefined && data.source !== undefined && data.summary !== undefined && found !== undefined && !isBusy;

  const begin = async (): Promise<void> => {
    if (!isReady || !data.summary || !data.source) return;
    setBusy(true);
    setProblem(undefined);
    try {
      const network = await networkOf(base);
      const document = retrained(network, inferNetwork(network), { source: data.source, ...data.summary }, part);
      expectData(dataRequest(document)!, data.summary);
      startNetwork(document);
      closeTransfer();
      showDock('training');
      showTrainingView('progress');
      if (!activeRun(useRun.getState())) await startTraining();
    } catch (error) {
      setProblem(error instanceof LoomError ? error.diagnostics.map(sentence).join(' ') : String(error));
    }
    setBusy(false);
  };

  return (
    <>
      <ModalBody>
        <p className={modal.hint}>What a network has learned on other data is a good start. It opens as a new network; the old one stays as it is.</p>
        <div className={styles.fields}>
          <label htmlFor="retrain-base">Network</label>
          <BaseField id="retrain-base" base={base} whole open={open} onChange={(chosen) => { setBase(chosen); setProblem(undefined); }} />
          <label htmlFor="retrain-data">New data</label>
          <DataField id="retrain-data" data={data} />
        </div>
        <DataFound data={data} labels={found} />
        <fieldset className={styles.parts}>
          <legend>What trains</legend>
          {PARTS.map(({ part: one, title, text }) => (
            <label key={one} className={classes(styles.part, part === one && styles.chosen)}>
              <input type="radio" name="retrain-part" checked={part === one} onChange={() => setPart(one)} />
              <span>{title}</span>
              <small>{text}</small>
            </label>
          ))}
        </fieldset>
        {problem !== undefined && <p className={modal.failure} role="alert">{problem}</p>}
      </ModalBody>
      <ModalFoot>
        <button type="button" className={controls.button} onClick={closeTransfer}>Cancel</button>
        <button type="button" className={classes(controls.button, controls.primary)} aria-disabled={!isReady} onClick={() => void begin()}>
          {isBusy ? 'Opening…' : 'Retrain'}
        </button>
      </ModalFoot>
    </>
  );
}

/** The open network where it has weights, else the newest run. */
function firstBase(isOpen: boolean): Base | undefined {
  if (isOpen) return { kind: 'open' };
  const newest = useRun.getState().list.find(hasWeights);
  return newest && runBase(newest);
}

/** Without, it has learned nothing that could help. */
function hasGivenValues({ graph }: LoomDocument): boolean {
  return graph.nodes.some(({ tensors }) => Object.values(tensors ?? {}).some(({ value }) => value));
}

/** Classes that are named. */
const FEW = 8;

/** A line keeps its place while data is read, so that nothing jumps. */
function DataFound({ data, labels }: { readonly data: ReturnType<typeof useNewData>; readonly labels: readonly string[] | undefined }) {
  if (data.failure !== undefined) return <p className={classes(modal.failure, styles.found)} role="alert">{data.failure}</p>;
  if (data.isReading) return <p className={classes(modal.hint, styles.found)} role="status">Reading the data…</p>;
  if (!data.summary) return <p className={classes(modal.hint, styles.found)}>A folder with one folder of pictures per class, or data that is built in.</p>;
  if (!labels) return <p className={classes(modal.failure, styles.found)} role="alert">This data has no classes to tell apart. Choose a folder with one folder per class.</p>;
  const shown = labels.slice(0, FEW).join(', ') + (labels.length > FEW ? ` and ${labels.length - FEW} more` : '');
  return <p className={classes(modal.hint, styles.found)} role="status">{`${formatCount(labels.length)} classes: ${shown}. ${formatCount(data.summary.splits.train)} samples to train with, ${formatCount(data.summary.splits.validation)} to validate.`}</p>;
}
