import { MiniMap, useStore } from '@xyflow/react';
import { kindColor } from '../network/kind';
import type { FlowNode } from './flow-elements';
import styles from './canvas.module.css';

function color(node: FlowNode): string {
  return node.type === 'layer' ? kindColor(node.data.facts.kind) : node.type === 'note' ? 'var(--note-line)' : 'var(--line-strong)';
}

/** The whole network at a glance, where not all of it is in view: otherwise it would only cover boxes. */
export function Minimap() {
  const isNeeded = useStore(({ nodes, transform: [x, y, zoom], width, height }) =>
    nodes.some(({ position, width: w = 0, height: h = 0 }) => {
      const [left, top] = [position.x * zoom + x, position.y * zoom + y];
      return left < 0 || top < 0 || left + w * zoom > width || top + h * zoom > height;
    }),
  );
  if (!isNeeded) return null;
  return <MiniMap<FlowNode> className={styles.minimap ?? ''} nodeColor={color} nodeBorderRadius={24} pannable zoomable ariaLabel="Minimap" />;
}
