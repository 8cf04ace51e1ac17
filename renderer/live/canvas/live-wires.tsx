/** The ways of frames and answers, dashed: they are no wires of the network, and cannot be cut. */
import { useStore, ViewportPortal, type ReactFlowState } from '@xyflow/react';
import { wirePath } from '../../canvas/wire-path';
import { GRID } from '../../network/geometry';
import { useOpenGraph } from '../../store/open-graph-store';
import { OVERLAY_ID, SOURCE_ID } from '../live-setup';
import { useLive } from '../live-store';
import styles from './live-node.module.css';

export function LiveWires() {
  const facts = useOpenGraph((state) => state.facts);
  const isOn = useLive((state) => state.phase === 'on');
  const [inputs, outputs] = [[...facts.values()].filter(({ definition }) => definition?.source), [...facts.values()].filter(({ definition }) => definition?.target)];
  const ways = [...inputs.map(({ node }) => [SOURCE_ID, node.id] as const), ...outputs.map(({ node }) => [node.id, OVERLAY_ID] as const)];
  // One string: the wires are drawn anew only where a box has moved.
  const path = useStore((state: ReactFlowState) => ways.map(([from, to]) => pathOf(state, from, to)).join(''));
  if (path === '') return null;
  return (
    <ViewportPortal>
      <svg className={styles.wires} aria-hidden>
        <path className={isOn ? styles.flowing : undefined} d={path} />
      </svg>
    </ViewportPortal>
  );
}

function pathOf({ nodeLookup }: ReactFlowState, from: string, to: string): string {
  const [source, target] = [nodeLookup.get(from), nodeLookup.get(to)];
  if (!source || !target) return '';
  const [{ x, y }, end] = [source.internals.positionAbsolute, target.internals.positionAbsolute];
  const { width = 0, height = 0 } = source;
  return wirePath({ sourceX: x + width, sourceY: y + GRID, targetX: end.x, targetY: end.y + GRID, below: height - GRID, above: GRID, lane: 0 }).path;
}
