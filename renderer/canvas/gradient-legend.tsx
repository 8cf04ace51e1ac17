/** What the colours of the wires mean, and the number of the wire that is pointed at or selected. */
import { useOpenGraph } from '../store/open-graph-store';
import { useSession } from '../store/session-store';
import { shownRecord, useWatch } from '../training/tensors/watch-store';
import { formatCount } from '../network/text';
import { wireOrigin } from '../network/wire-origin';
import { gradientColor, normText, SCALE_ENDS, SCALE_STEPS } from './gradient-scale';
import { usePointedWire } from './use-wire-tint';
import styles from './gradient-legend.module.css';

const RAMP = `linear-gradient(to right, ${Array.from({ length: SCALE_STEPS }, (_, step) => gradientColor(step)).join(', ')})`;

export function GradientLegend() {
  const isOn = useSession((state) => state.tint);
  const isKnown = useWatch(({ norms }) => norms.size > 0);
  if (!isOn || !isKnown) return null;
  return (
    <div className={styles.legend} role="group" aria-label="Colours of the wires">
      <span>gradient norm</span>
      <span className={styles.ramp} style={{ background: RAMP }} aria-hidden />
      <span className={styles.figures}>
        1e{SCALE_ENDS.low} … 1e{SCALE_ENDS.high}
      </span>
      <PointedWire />
    </div>
  );
}

function PointedWire() {
  const pointed = usePointedWire(({ wire }) => wire);
  const selection = useSession((state) => state.selection);
  const open = useOpenGraph();
  const norms = useWatch((state) => state.norms);
  const step = useWatch((state) => shownRecord(state)?.step ?? 0);
  const id = pointed ?? (selection.size === 1 ? [...selection][0] : undefined);
  const wire = open.graph.wires.find((one) => one.id === id);
  if (!wire) return null;
  const origin = wireOrigin(open.graph, open.place, wire.from, open.index);
  const norm = origin === undefined ? undefined : norms.get(origin);
  const nameOf = (node: string) => open.facts.get(node)?.node.name ?? 'block';
  return (
    <span className={styles.pointed}>
      {nameOf(wire.from.node)} → {nameOf(wire.to.node)}:{' '}
      {norm === undefined ? 'no gradient' : <><span className={styles.figures}>{normText(norm)}</span> at step <span className={styles.figures}>{formatCount(step)}</span></>}
    </span>
  );
}
