/** A wire with the shape it carries. */
import { BaseEdge, type EdgeProps } from '@xyflow/react';
import { memo, type CSSProperties } from 'react';
import { classes } from '../design/classes';
import type { WireFlowEdge } from './flow-elements';
import { gradientColor, gradientWidth } from './gradient-scale';
import { useWireTint } from './use-wire-tint';
import { wirePath } from './wire-path';
import styles from './wire-edge.module.css';

/** Of one figure of a label, with what keeps it from the boxes. */
const FIGURE_WIDTH = 6;
const HIT_WIDTH = 18;

export const WireEdge = memo(function WireEdge({ id, sourceX, sourceY, targetX, targetY, data, selected }: EdgeProps<WireFlowEdge>) {
  const { label, below, above, lane, origin } = data!;
  const tint = useWireTint(origin);
  const style = tint === undefined ? undefined : ({ '--tint': gradientColor(tint), '--tint-width': gradientWidth(tint) } as CSSProperties);
  const { path, labelX, labelY, room } = wirePath({ sourceX, sourceY, targetX, targetY, below, above, lane });
  const hasRoom = room > label.length * FIGURE_WIDTH;
  const isFlat = Math.abs(sourceY - targetY) < 2 && targetX > sourceX;
  return (
    <g className={classes(styles.wire, selected && styles.selected, hasRoom && styles.labelled)} style={style}>
      <BaseEdge id={id} path={path} interactionWidth={HIT_WIDTH} />
      <path className={styles.arrow} d={`M${targetX - 6} ${targetY - 4}l6 4l-6 4z`} />
      {label !== '' && (
        <text className={styles.label} x={labelX} y={isFlat ? labelY - 7 : labelY + 3.5} textAnchor="middle">
          {label}
        </text>
      )}
    </g>
  );
});
