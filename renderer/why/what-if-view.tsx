/** Sliders over the settings of a layer, and what they would do to the rest of the network. */
import { editDocument } from '../store/document-store';
import controls from '../design/controls.module.css';
import type { GraphNode, Json, JsonObject } from '../../engine/document/model';
import type { InferredNode } from '../../engine/infer/infer-network';
import { classes } from '../design/classes';
import { Segments, Slider, Stops } from '../labs/fields';
import { EffectView } from './effect-view';
import { moved, movableParameters, valueOf, type Movable } from './movable';
import { withParameters, type Effect } from './what-if';
import { discardTrial, tryOut, useWhy } from './why-store';
import styles from './what-if-view.module.css';

interface WhatIfProps {
  /** As it is in the document. */
  readonly node: InferredNode;
  readonly box: GraphNode;
  readonly values: Readonly<Record<string, unknown>>;
  /** Undefined where nothing is tried out. */
  readonly effect: Effect | undefined;
}

export function WhatIf({ node, box, values, effect }: WhatIfProps) {
  const { movable, computed } = movableParameters(node, box.params, values);
  if (movable.length === 0 && computed.length === 0) return null;
  return (
    <section className={styles.whatIf} aria-label="What if" data-what-if>
      <div className={styles.trial}>
        <h3>What if</h3>
        <div className={styles.sliders}>
          {movable.map((one) => <Mover key={`${one.name} ${one.kind === 'range' ? one.axis : ''}`} movable={one} values={values} />)}
        </div>
        {computed.length > 0 && <p className={styles.note}>{`Computed from the parameters of the block, and changed there: ${computed.join(', ').toLowerCase()}.`}</p>}
        {effect ? <EffectView effect={effect} path={node.flat.path} /> : movable.length > 0 && <p className={styles.note}>Move a slider to see what would follow. The network stays as it is until you apply it.</p>}
      </div>
      {effect && <Decision node={node} />}
    </section>
  );
}

function Mover({ movable, values }: { readonly movable: Movable; readonly values: Readonly<Record<string, unknown>> }) {
  const value = valueOf(movable, values);
  const change = (to: Json): void => tryOut({ [movable.name]: moved(movable, values, to) });
  switch (movable.kind) {
    case 'range':
      return <Slider label={movable.label} value={value as number} min={movable.least} max={movable.most} step={1} onChange={change} />;
    case 'stops':
      return <Stops label={movable.label} value={value as number} stops={movable.stops} onChange={change} />;
    case 'choice':
      return <div className={styles.wide}><Segments label={movable.label} value={String(value)} choices={movable.options.map((option) => ({ value: option, title: option.replaceAll('-', ' ') }))} onChange={change} /></div>;
  }
}

/** Apply is one step of history; Escape, or a press elsewhere, leaves everything as it was. */
function Decision({ node }: { readonly node: InferredNode }) {
  const apply = (): void => {
    const { changes } = useWhy.getState();
    editDocument(labelOf(node, changes), (document) => withParameters(document, node, changes));
    discardTrial();
  };
  return (
    <div className={styles.decision}>
      <span>Nothing is changed yet.</span>
      <button type="button" className={controls.button} onClick={discardTrial}>Discard</button>
      <button type="button" className={classes(controls.button, controls.primary)} onClick={apply}>Apply</button>
    </div>
  );
}

/** “Set kernel and stride of conv2”. */
function labelOf({ definition, flat }: InferredNode, changes: JsonObject): string {
  const labels = Object.keys(changes).map((name) => definition!.parameters[name]!.label.toLowerCase());
  return `Set ${labels.length < 2 ? labels.join('') : `${labels.slice(0, -1).join(', ')} and ${labels.at(-1)}`} of ${flat.node.name}`;
}
