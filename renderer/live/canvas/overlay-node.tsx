/** What the network sees, as a box: the live picture with its answers. */
import type { NodeProps } from '@xyflow/react';
import { ScanEye } from 'lucide-react';
import { memo } from 'react';
import { classes } from '../../design/classes';
import { useLive } from '../live-store';
import { LiveView } from '../live-view';
import type { OverlayFlowNode } from './live-flow';
import styles from './live-node.module.css';

export const OverlayNode = memo(function OverlayNode({ selected }: NodeProps<OverlayFlowNode>) {
  const phase = useLive((state) => state.phase);
  const rate = useLive((state) => state.times?.framesPerSecond);
  const isFrozen = useLive((state) => state.isFrozen);
  return (
    <div className={classes(styles.node, styles.overlay, selected && styles.selected)}>
      <div className={styles.title}>
        <ScanEye size={14} aria-hidden />
        <span>Overlay</span>
        <span className={styles.rate}>{isFrozen ? 'frozen' : rate !== undefined && phase === 'on' ? `${rate.toFixed(1)} frames/s` : ''}</span>
      </div>
      <div className={styles.picture}>
        <LiveView className={styles.view} label="Overlay: the live picture with what the network sees" />
        {phase === 'off' && <p>Start the source to see what the network sees.</p>}
      </div>
    </div>
  );
});
