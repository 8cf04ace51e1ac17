/** The tensors of a layer: shape, first values, and whether training may change them. */
import { updateNode } from '../../engine/document/edits';
import type { TensorInfo } from '../../engine/infer/infer-node';
import type { NodeFacts } from '../network/facts';
import { formatCount } from '../network/text';
import { editOpenGraph } from '../store/open-graph-store';
import { Toggle } from '../design/toggle';
import styles from './inspector.module.css';

function setFrozen({ node }: NodeFacts, name: string, frozen: boolean): void {
  const label = `${frozen ? 'Freeze' : 'Train'} ${node.name}.${name}`;
  editOpenGraph(label, (graph) => updateNode(graph, node.id, { tensors: { ...node.tensors, [name]: { ...node.tensors?.[name], frozen } } }));
}

function start({ settings, initializer }: TensorInfo): string {
  return settings.value ? 'given values' : (settings.init?.name ?? initializer).replaceAll('-', ' ');
}

export function TensorList({ facts, tensors }: { readonly facts: NodeFacts; readonly tensors: readonly TensorInfo[] }) {
  return (
    <ul className={styles.tensors}>
      {tensors.map((tensor) => (
        <li key={tensor.key}>
          <span className={styles.tensorName}>{tensor.name}</span>
          <span className={styles.tensorShape}>{tensor.shape.join('×')}</span>
          {tensor.trainable ? (
            <Toggle
              aria-label={`Train ${tensor.name}`}
              checked={tensor.trained}
              disabled={facts.node.frozen === true}
              onCheckedChange={(isTrained) => setFrozen(facts, tensor.name, !isTrained)}
            />
          ) : (
            <span className={styles.tensorHint}>statistic</span>
          )}
          <span className={styles.tensorHint}>
            {`${formatCount(tensor.shape.reduce((product, size) => product * size, 1))} values · starts as ${start(tensor)}`}
          </span>
        </li>
      ))}
    </ul>
  );
}
