/** The panel on the right: the selected box, several of them, or the whole network. */
import { AlignCenterHorizontal, AlignCenterVertical, AlignEndHorizontal, AlignEndVertical, AlignHorizontalSpaceAround, AlignStartHorizontal, AlignStartVertical, AlignVerticalSpaceAround } from 'lucide-react';
import type { KeyboardEvent, ReactNode } from 'react';
import { fail } from '../../engine/core/diagnostic';
import type { Quantity } from '../../engine/explain/sizes/explain-size';
import { viewport } from '../canvas/viewport';
import { alignCommands } from '../commands/align';
import { CommandButton } from '../design/command-button';
import type { NodeFacts } from '../network/facts';
import { formatBytes, formatCount, plural } from '../network/text';
import { editDocument, useDocument } from '../store/document-store';
import { onlySelected, useOpenGraph } from '../store/open-graph-store';
import { useSession } from '../store/session-store';
import { TourCard } from '../tour/tour-card';
import { Figure } from '../why/figure';
import { BlockInspector } from './block-inspector';
import { CommitField } from './commit-field';
import { NodeInspector } from './node-inspector';
import styles from './inspector.module.css';

const NETWORK = { kind: 'network' } as const;

export function Inspector() {
  const facts = useOpenGraph((state) => state.facts);
  const selection = useSession((state) => state.selection);
  const open = useOpenGraph((state) => state.definition);
  const block = useDocument((state) => state.document.definitions.find(({ id }) => id === open));
  const only = onlySelected(selection, facts);
  const several = [...selection].flatMap((id) => facts.get(id) ?? []);
  return (
    <section className={styles.panel} aria-label="Inspector" data-place="inspector" tabIndex={-1} onKeyDown={backToCanvas}>
      {only ? <NodeInspector key={only.node.id} facts={only} /> : several.length > 1 ? <SeveralInspector boxes={several} /> : block ? <BlockInspector key={block.id} block={block} /> : <NetworkInspector />}
      <TourCard place="inspector" />
    </section>
  );
}

/** Escape in the fields leads back to the boxes. */
function backToCanvas(event: KeyboardEvent): void {
  if (event.key !== 'Escape' || event.defaultPrevented) return;
  event.preventDefault();
  // A field that gives up its text does so first.
  requestAnimationFrame(() => viewport()?.focus());
}

const ALIGN_ICONS = [AlignStartVertical, AlignCenterVertical, AlignEndVertical, AlignStartHorizontal, AlignCenterHorizontal, AlignEndHorizontal, AlignHorizontalSpaceAround, AlignVerticalSpaceAround];

function SeveralInspector({ boxes }: { readonly boxes: readonly NodeFacts[] }) {
  const sum = (field: 'parameters' | 'macs') => boxes.reduce((total, box) => total + (box[field] ?? 0), 0);
  return (
    <div className={styles.inspector}>
      <header className={styles.header}><h2>{plural(boxes.length, 'box', 'boxes')}</h2></header>
      <div className={styles.icons} role="group" aria-label="Align">
        {alignCommands.map((command, index) => <CommandButton key={command.id} command={command} icon={ALIGN_ICONS[index]!} />)}
      </div>
      <Facts rows={[['Parameters', formatCount(sum('parameters'))], ['Cost per sample', `${formatCount(sum('macs'))} MACs`]]} />
    </div>
  );
}

function NetworkInspector() {
  const { document, network } = useDocument();
  const { params, trainableParams, macs, activations } = network.totals;
  const BYTES_PER_VALUE = 4;
  const figure = (quantity: Quantity, text: string) => <Figure subject={NETWORK} quantity={quantity} text={text} />;
  return (
    <div className={styles.inspector}>
      <header className={styles.header}><NetworkName name={document.name} /><span className={styles.kind}>network</span></header>
      <Facts
        rows={[
          ['Layers', formatCount(network.nodes.length)],
          ['Parameters', figure('parameters', formatCount(params))],
          ['Trainable', formatCount(trainableParams)],
          ['Cost per sample', figure('macs', `${formatCount(macs)} MACs`)],
          ['Activations', figure('memory', formatCount(activations))],
          ['Activation memory', figure('memory', formatBytes(activations * BYTES_PER_VALUE))],
          ['File size about', figure('parameters', formatBytes(params * BYTES_PER_VALUE))],
        ]}
      />
      <p className={styles.hint}>Select a box to see and change its parameters.</p>
    </div>
  );
}

function NetworkName({ name }: { readonly name: string }) {
  const rename = (wanted: string): void => {
    if (wanted === '') fail('invalid-name', 'A network needs a name.');
    editDocument(`Rename the network to ${wanted}`, (document) => ({ ...document, name: wanted }));
  };
  return <CommitField className={styles.name} label="Name of the network" value={name} onCommit={rename} />;
}

function Facts({ rows }: { readonly rows: readonly (readonly [string, ReactNode])[] }) {
  return (
    <dl className={styles.facts}>
      {rows.map(([term, value]) => (
        <div key={term}>
          <dt>{term}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
