/** What a run loses when its smallest weights become zero: share by share, layer by layer, and then kept as a run or a file. */
import { useState } from 'react';
import type { PruneScope } from '../../../engine/compress/prune';
import type { PruneReport } from '../../../engine/run/compress/prune-run';
import type { RunSummary } from '../../../engine/shell/protocol/runs';
import { classes } from '../../design/classes';
import controls from '../../design/controls.module.css';
import { Modal, ModalBody, ModalFoot } from '../../design/modal';
import modal from '../../design/modal.module.css';
import { useExport } from '../../export/use-export';
import { shell } from '../../shell/connection';
import { useRun } from '../../store/run-store';
import { useTrainingPanel } from '../panel-store';
import { LayerShares } from './layer-shares';
import { PruneChart } from './prune-chart';
import { PruneResult } from './prune-result';
import { scoreText } from './score-text';
import { usePruneCurve } from './use-prune-curve';
import styles from './prune.module.css';

export function PruneDialog() {
  const isOpen = useTrainingPanel((state) => state.dialog === 'prune');
  const run = useRun((state) => state.run);
  if (!isOpen || !run) return null;
  return (
    <Modal isOpen onClose={closePruneDialog} title={`Prune ${run.title}`} size="wide">
      <Prune key={run.run} run={run} />
    </Modal>
  );
}

function closePruneDialog(): void {
  useTrainingPanel.setState({ dialog: undefined });
}

const SCOPES: readonly { readonly scope: PruneScope; readonly title: string; readonly hint: string }[] = [
  { scope: 'global', title: 'One limit for all', hint: 'The smallest weights of the whole network go, so layers with small weights lose more.' },
  { scope: 'layer', title: 'Same share of each', hint: 'Every layer loses its own smallest weights.' },
];

function Prune({ run }: { readonly run: RunSummary }) {
  const [scope, setScope] = useState<PruneScope>('global');
  const [percent, setPercent] = useState(50);
  const { curve, problem } = usePruneCurve(run.run, scope);
  const { state, run: keep, forget } = useExport<PruneReport, 'run' | 'file'>((as) => shell()!.request('model.prune', { run: run.run, scope, share: percent / 100, as }));
  const change = (set: () => void) => () => {
    set();
    forget();
  };
  return (
    <>
      <ModalBody>
        <p className={modal.hint}>The weights nearest to zero become zero. Biases and normalizations stay as they are. Nothing happens to this run: what you keep is a new one.</p>
        <div className={styles.bar}>
          <div className={controls.segments} role="group" aria-label="Whose weights are compared">
            {SCOPES.map((one) => (
              <button key={one.scope} type="button" className={controls.segment} aria-pressed={one.scope === scope} onClick={change(() => setScope(one.scope))}>{one.title}</button>
            ))}
          </div>
          <span className={modal.hint}>{SCOPES.find((one) => one.scope === scope)!.hint}</span>
        </div>
        <label className={styles.slider}>
          <span>Weights set to zero</span>
          <input type="range" min={0} max={99} step={1} value={percent} aria-valuetext={`${percent} %`} onChange={({ target }) => change(() => setPercent(Number(target.value)))()} />
          <output>{`${percent} %`}</output>
        </label>
        {problem !== undefined && <p className={modal.failure} role="alert">{problem}</p>}
        <div className={styles.columns} aria-busy={!curve && problem === undefined}>
          <PruneChart curve={curve} share={percent / 100} />
          <LayerShares curve={curve} index={percent} />
        </div>
        <p className={styles.score} role="status">{curve ? scoreText(curve, percent / 100) : problem === undefined ? 'Measuring what each share costs…' : ''}</p>
        {state.kind === 'done' && <PruneResult report={state.result} />}
        {state.kind === 'failed' && state.sentences.map((text) => <p key={text} className={modal.failure} role="alert">{text}</p>)}
      </ModalBody>
      <ModalFoot>
        <button type="button" className={controls.button} aria-disabled={state.kind === 'writing'} onClick={() => keep('file')}>Save as ONNX</button>
        <button type="button" className={classes(controls.button, controls.primary)} aria-disabled={state.kind === 'writing'} onClick={() => keep('run')}>
          {state.kind === 'writing' ? 'Writing and comparing…' : 'Keep as new run'}
        </button>
      </ModalFoot>
    </>
  );
}
