/** The block's own ports, seen from inside. */
import { Handle, Position, type NodeProps } from '@xyflow/react';
import { memo } from 'react';
import { portOffset } from '../network/geometry';
import { classes } from '../design/classes';
import type { BoundaryFlowNode } from './flow-elements';
import layer from './layer-node.module.css';
import styles from './boundary-node.module.css';

export const BoundaryNode = memo(function BoundaryNode({ data: { side, ports } }: NodeProps<BoundaryFlowNode>) {
  const isInput = side === 'input';
  return (
    <div className={classes(layer.node, styles.boundary)}>
      <div className={styles.title}>{isInput ? 'Block input' : 'Block output'}</div>
      {ports.map(({ name, kind }, index) => (
        <Handle
          key={name}
          id={name}
          type={isInput ? 'source' : 'target'}
          position={isInput ? Position.Right : Position.Left}
          className={classes(layer.port, isInput ? layer.output : layer.input)}
          style={{ top: portOffset(index) }}
          title={`${name}, ${kind}`}
        />
      ))}
      <ul className={styles.ports}>
        {ports.map(({ name, kind }) => (
          <li key={name}>{`${name} · ${kind}`}</li>
        ))}
      </ul>
    </div>
  );
});
