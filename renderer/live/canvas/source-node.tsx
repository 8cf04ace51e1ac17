/** Where frames come from, as a box: on, off, and which. */
import type { NodeProps } from '@xyflow/react';
import { Camera, FileVideo, Images, MonitorUp, Play, Square, type LucideIcon } from 'lucide-react';
import { memo } from 'react';
import type { LiveSourceKind } from '../../../engine/document/model';
import { classes } from '../../design/classes';
import controls from '../../design/controls.module.css';
import { SOURCE_TITLES } from '../live-setup';
import { stopLive } from '../live-session';
import { useLive } from '../live-store';
import { startSource } from '../start-source';
import type { SourceFlowNode } from './live-flow';
import styles from './live-node.module.css';

const ICONS: Readonly<Record<LiveSourceKind, LucideIcon>> = { camera: Camera, video: FileVideo, folder: Images, screen: MonitorUp };

export const SourceNode = memo(function SourceNode({ data: { kind }, selected }: NodeProps<SourceFlowNode>) {
  const phase = useLive((state) => state.phase);
  const title = useLive((state) => state.title);
  const problem = useLive((state) => state.problem);
  const Icon = ICONS[kind];
  const isOn = phase !== 'off';
  const name = isOn ? `Stop the ${SOURCE_TITLES[kind].toLowerCase()}` : `Start the ${SOURCE_TITLES[kind].toLowerCase()}`;
  return (
    <div className={classes(styles.node, selected && styles.selected)}>
      <div className={styles.title}>
        <Icon size={14} aria-hidden />
        <span>{SOURCE_TITLES[kind]}</span>
        {isOn && <span className={styles.on} role="img" aria-label="is on" />}
      </div>
      <div className={styles.source}>
        <span className={classes(styles.state, problem !== undefined && styles.wrong)} title={problem ?? title}>{problem ?? (isOn ? (title ?? 'starting') : 'off')}</span>
        {/* By keyboard it is reached in the Live panel and by command, as boxes are no tab stops. */}
        <button type="button" tabIndex={-1} className={classes(controls.icon, 'nodrag')} aria-label={name} title={name} onClick={() => (isOn ? stopLive() : void startSource(kind))}>
          {isOn ? <Square size={13} aria-hidden /> : <Play size={14} aria-hidden />}
        </button>
      </div>
    </div>
  );
});
