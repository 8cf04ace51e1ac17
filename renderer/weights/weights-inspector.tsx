/** Every tensor of a network: how its numbers are spread, what they look like, and in and out as files. */
import { useMemo } from 'react';
import type { TensorSummary } from '../../engine/run/look';
import controls from '../design/controls.module.css';
import { Modal } from '../design/modal';
import { originText } from '../maps/origin-text';
import { shell } from '../shell/connection';
import { useDocument } from '../store/document-store';
import { useRun } from '../store/run-store';
import { TensorDetails } from './tensor-details';
import { TensorTable } from './tensor-table';
import { useAsked } from './use-asked';
import { closeWeights, useWeights, type WeightsSource } from './weights-store';
import { usualSource, weightsFrom } from './weights-from';
import styles from './weights.module.css';

export function WeightsInspector() {
  const isOpen = useWeights((state) => state.isOpen);
  return isOpen && <Weights />;
}

const SOURCES: readonly { readonly source: WeightsSource; readonly title: string }[] = [
  { source: 'latest', title: 'newest weights' },
  { source: 'best', title: 'weights of the best epoch' },
];

function Weights() {
  const chosen = useWeights((state) => state.source);
  const run = useRun((state) => state.run);
  const checkpointAt = useRun((state) => state.checkpointAt);
  const document = useDocument((state) => state.document);
  const source = chosen !== undefined && (run || chosen === 'canvas') ? chosen : usualSource();
  const from = useMemo(() => weightsFrom(source), [source, run?.run, document]);
  const stamp = `${source} ${run?.run} ${run?.state} ${checkpointAt}`;
  const { answer, problem } = useAsked(useStamp(stamp, document), () => shell()!.request('network.tensors', { from }));
  const tensors = answer?.tensors ?? [];
  const wanted = useWeights((state) => state.key);
  const shown = tensorOf(tensors, wanted);
  return (
    <Modal
      isOpen
      onClose={closeWeights}
      title="Weights"
      size="large"
      focusesItself
      tools={
        <span className={styles.tools}>
          <select className={controls.select} aria-label="Whose weights" value={source} onChange={({ target }) => useWeights.setState({ source: target.value as WeightsSource })}>
            {run && SOURCES.map((one) => <option key={one.source} value={one.source}>{`${run.title}: ${one.title}`}</option>)}
            <option value="canvas">The network on the canvas</option>
          </select>
          {answer && <span>{source === 'canvas' ? 'its own numbers, else as training would start' : originText(answer.origin)}</span>}
        </span>
      }
    >
      <div className={styles.columns}>
        <TensorTable tensors={tensors} shown={shown?.key} />
        {shown ? (
          <TensorDetails key={`${stamp} ${shown.key}`} summary={shown} from={from} source={source} />
        ) : (
          <p className={problem === undefined ? styles.empty : styles.problem} role={problem === undefined ? 'status' : 'alert'}>{problem ?? (answer ? 'This network has no weights: no layer of it learns anything.' : 'Reading the weights…')}</p>
        )}
      </div>
    </Modal>
  );
}

/** The tensor of that key, or the first of that box. */
function tensorOf(tensors: readonly TensorSummary[], wanted: string | undefined): TensorSummary | undefined {
  return tensors.find(({ key }) => key === wanted) ?? tensors.find(({ key }) => key.slice(0, key.lastIndexOf('.')) === wanted) ?? tensors[0];
}

/** Versions of the document have no names; they are counted. */
function useStamp(stamp: string, document: object): string {
  const version = useMemo(() => ({ number: ++lastVersion }), [document]);
  return `${stamp} ${version.number}`;
}

let lastVersion = 0;
