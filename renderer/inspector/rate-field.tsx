/** How fast a box learns compared with the others: one factor for all its tensors. */
import { fail } from '../../engine/core/diagnostic';
import { updateNode } from '../../engine/document/edits';
import { tensorsOfBoxes, withTensorSettings } from '../../engine/infer/box-tensors';
import type { NodeFacts } from '../network/facts';
import { Tip } from '../design/tip';
import { useDocument } from '../store/document-store';
import { editOpenGraph, useOpenGraph } from '../store/open-graph-store';
import { CommitField } from './commit-field';
import styles from './inspector.module.css';

const HELP = 'Multiplies the learning rate of this box: less than 1 for layers that have learned before';

export function RateField({ facts: { node } }: { readonly facts: NodeFacts }) {
  const network = useDocument((state) => state.network);
  const { graph, place } = useOpenGraph();
  const tensors = (tensorsOfBoxes(network, graph.nodes, place).get(node.id) ?? []).filter(({ info }) => info.trainable);
  if (tensors.length === 0) return null;
  const rates = new Set(tensors.map(({ info }) => info.settings.lrScale ?? 1));
  const [only] = rates;
  const set = (text: string): void => {
    const rate = text === '' ? 1 : Number(text.replace(',', '.'));
    if (!Number.isFinite(rate) || rate < 0) fail('bad-rate', 'It must be a number from 0, such as 0.1.', { node: node.name });
    const names = tensors.map(({ name }) => name);
    editOpenGraph(`Set the learning rate of ${node.name}`, (old) => {
      const { name: _, id: __, ...changes } = withTensorSettings(old.nodes.find(({ id }) => id === node.id)!, names, { lrScale: rate === 1 ? undefined : rate });
      return updateNode(old, node.id, { ...changes, ...(changes.tensors === undefined && { tensors: {} }) });
    });
  };
  return (
    <div className={styles.field}>
      <Tip text={HELP} side="left"><span className={styles.label}>Learning rate ×</span></Tip>
      <div className={styles.control}>
        <CommitField className={styles.input} label="Factor of the learning rate" value={rates.size === 1 ? String(only) : ''} placeholder="several" onCommit={set} />
      </div>
    </div>
  );
}
