/** The one box for every layer and block, drawn from its definition. */
import { Handle, Position, type NodeProps } from '@xyflow/react';
import { Snowflake } from 'lucide-react';
import { memo, useState } from 'react';
import type { Diagnostic } from '../../engine/core/diagnostic';
import { BoxMark } from '../debugger/box-mark';
import { classes } from '../design/classes';
import { Swatch } from '../design/swatch';
import { BoxMaps } from '../maps/box-maps';
import { useShowsMaps } from '../maps/maps-store';
import { portOffset } from '../network/geometry';
import { parameterText } from '../network/parameter-text';
import { formatCount, formatShortCount, shapeText } from '../network/text';
import type { PortFacts } from '../network/facts';
import { useSession } from '../store/session-store';
import { BoxFigure } from '../why/figure';
import { useIsFar } from './distance';
import type { LayerFlowNode } from './flow-elements';
import { ProblemCard } from './problem-card';
import styles from './layer-node.module.css';

export const LayerNode = memo(function LayerNode(props: NodeProps<LayerFlowNode>) {
  // From far away it is part of one drawing, and only keeps its place.
  return useIsFar() ? null : <NearNode {...props} />;
});

function NearNode({ data: { facts }, selected, dragging }: NodeProps<LayerFlowNode>) {
  const order = useSession((state) => state.shapeOrder);
  const hasMaps = useShowsMaps();
  const isPending = useSession((state) => state.pendingWire?.node === facts.node.id);
  const [isHovered, setHovered] = useState(false);
  const { node, title, kind, inputs, outputs, shape, parameters } = facts;
  const problem = mostUrgent(facts.problems);
  // A box that is only not wired yet is unfinished, not wrong: its sentence waits until someone looks.
  const isUnfinished = problem?.code === 'missing-wire';
  const isWrong = problem !== undefined && !isUnfinished;
  return (
    <div
      className={classes(styles.node, selected && styles.selected, isWrong && styles.wrong, isUnfinished && styles.unfinished, node.muted && styles.muted, isPending && styles.pending, node.block && styles.block, hasMaps && styles.withMaps)}
      onPointerEnter={() => setHovered(true)}
      onPointerLeave={() => setHovered(false)}
    >
      {inputs.map((port, index) => (
        <Port key={port.name} port={port} index={index} type="target" isAlone={inputs.length === 1} />
      ))}
      {outputs.map((port, index) => (
        <Port key={port.name} port={port} index={index} type="source" isAlone={outputs.length === 1} />
      ))}
      <div className={styles.title}>
        <Swatch kind={kind} />
        <span className={styles.name}>{node.name}</span>
        <span className={styles.kind}>{title}</span>
      </div>
      <div className={styles.parameters}>{parameterText(facts)}</div>
      {hasMaps && <BoxMaps facts={facts} />}
      <div className={styles.foot}>
        {shape && !node.muted ? <BoxFigure node={node.id} text={shapeText(shape, order)} quantity="output" isTabStop={false} /> : <span>{node.muted ? 'bypassed' : '—'}</span>}
        <span className={styles.count}>
          {node.frozen && <Snowflake className={styles.frozen} size={10} role="img" aria-label="frozen" />}
          {parameters !== undefined && <BoxFigure node={node.id} text={formatShortCount(parameters)} about={`${formatCount(parameters)} parameters`} quantity="parameters" isTabStop={false} />}
        </span>
      </div>
      <BoxMark node={node.id} />
      {problem && !dragging && !node.muted && (isWrong || selected || isHovered) && <ProblemCard facts={facts} problem={problem} />}
    </div>
  );
}

/** What is wrong before what is unfinished. */
function mostUrgent(problems: readonly Diagnostic[]): Diagnostic | undefined {
  return problems.find(({ code }) => code !== 'missing-wire') ?? problems[0];
}

interface PortProps {
  readonly port: PortFacts;
  readonly index: number;
  readonly type: 'source' | 'target';
  /** Where there is only one, its name says nothing. */
  readonly isAlone: boolean;
}

function Port({ port, index, type, isAlone }: PortProps) {
  const isInput = type === 'target';
  return (
    <Handle
      id={port.name}
      type={type}
      position={isInput ? Position.Left : Position.Right}
      className={classes(styles.port, isInput ? styles.input : styles.output, isInput && port.isWired && styles.wired)}
      style={{ top: portOffset(index) }}
      title={isAlone ? port.help : `${port.name}: ${port.help}`}
    />
  );
}
