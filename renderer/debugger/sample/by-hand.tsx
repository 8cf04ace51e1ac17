/** A picture drawn, taken or chosen, numbers and classes in words; and what the network should answer to that. */
import type { ModelSignature, TargetSignature } from '../../../engine/run/signature';
import controls from '../../design/controls.module.css';
import { FeatureInputs } from '../../predict/feature-inputs';
import { useSignature } from '../../predict/use-signature';
import { useSample } from '../../store/sample-store';
import { useDebugger } from '../debugger-store';
import styles from './sample.module.css';

export function ByHand() {
  const { signature, problem } = useSignature();
  if (!signature) return <p className={styles.hint}>{problem ?? 'Reading what the network takes.'}</p>;
  return (
    <>
      <FeatureInputs features={signature.features} />
      <Labels signature={signature} />
    </>
  );
}

function Labels({ signature: { targets } }: { readonly signature: ModelSignature }) {
  const isTraining = useDebugger((state) => state.mode === 'train');
  if (!isTraining) return null;
  return (
    <section className={styles.labels} aria-label="What it should answer">
      {targets.map((target) => <Label key={target.node} target={target} />)}
    </section>
  );
}

/** A training step compares the answer with something; the row that was shown before may say something else. */
function Label({ target: { node, kind, classes = [] } }: { readonly target: TargetSignature }) {
  const label = useDebugger((state) => state.labels[node]);
  const hasRow = useSample((state) => state.sample?.row !== undefined);
  const set = (text: string): void =>
    useDebugger.setState(({ labels }) => {
      const { [node]: _, ...others } = labels;
      return { labels: text === '' ? others : { ...others, [node]: text } };
    });
  const rest = hasRow ? 'as in the row before' : 'choose';
  return (
    <label className={styles.filter}>
      {`${node} should answer`}
      {kind === 'category' ? (
        <select className={controls.select} value={label ?? ''} onChange={({ target }) => set(target.value)}>
          <option value="">{rest}</option>
          {classes.map((one) => <option key={one} value={one}>{one}</option>)}
        </select>
      ) : (
        <input className={styles.field} inputMode="decimal" value={label ?? ''} placeholder={rest} onChange={({ target }) => set(target.value)} />
      )}
    </label>
  );
}
