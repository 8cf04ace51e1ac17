/** A small sign at each box about which the statistics of the shown run have something to say; it leads to the sentence. */
import { useStore, ViewportPortal } from '@xyflow/react';
import { TriangleAlert } from 'lucide-react';
import { useMemo } from 'react';
import { Tip } from '../design/tip';
import { NODE_WIDTH } from '../network/geometry';
import { useOpenGraph } from '../store/open-graph-store';
import type { Finding } from '../training/tensors/diagnose';
import { findingsByBox, type BoxFinding } from '../training/tensors/findings-by-box';
import { goToLayer } from '../training/tensors/go-to-layer';
import { useWatch } from '../training/tensors/watch-store';
import { useIsFar } from './distance';
import styles from './finding-badges.module.css';

const NONE: readonly Finding[] = [];

export function FindingBadges() {
  // Without norms the open network is not the one of the run.
  const findings = useWatch(({ findings: found, norms }) => (norms.size > 0 ? found : NONE));
  const { place, facts, index } = useOpenGraph();
  const isFar = useIsFar();
  const boxes = useMemo(() => findingsByBox(findings, place, index), [findings, place, index]);
  if (isFar || boxes.size === 0) return null;
  return (
    <ViewportPortal>
      {[...boxes].map(([id, found]) => (
        <Badge key={id} id={id} name={facts.get(id)?.node.name ?? ''} {...found} />
      ))}
    </ViewportPortal>
  );
}

const SIZE = 20;

/** Follows its box while that is dragged. */
function Badge({ id, name, path, finding: { text, remedy } }: BoxFinding & { readonly id: string; readonly name: string }) {
  const x = useStore(({ nodeLookup }) => nodeLookup.get(id)?.internals.positionAbsolute.x);
  const y = useStore(({ nodeLookup }) => nodeLookup.get(id)?.internals.positionAbsolute.y);
  // From afar as large on the screen as near by, to be seen and hit.
  const scale = useStore(({ transform: [, , zoom] }) => Math.max(1, 1 / zoom));
  if (x === undefined || y === undefined) return null;
  return (
    <Tip text={`${text} ${remedy}`} side="top">
      <button
        type="button"
        className={styles.badge}
        style={{ width: SIZE, height: SIZE, transform: `translate(${x + NODE_WIDTH - SIZE - 6}px, ${y - SIZE / 2}px) scale(${scale})` }}
        aria-label={`${name}: ${text}`}
        onClick={() => goToLayer(path)}
      >
        <TriangleAlert size={12} strokeWidth={2.2} aria-hidden />
      </button>
    </Tip>
  );
}
