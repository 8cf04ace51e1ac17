/** The network: boxes, wires and notes, with pointer and keyboard. */
import '@xyflow/react/dist/base.css';
import './gradient-scale.css';
import { ReactFlow, ReactFlowProvider, SelectionMode, type OnNodeDrag } from '@xyflow/react';
import { useCallback, useRef, type DragEvent, type MouseEvent } from 'react';
import { addBlockAt } from '../commands/add-block';
import { addLayerAt } from '../commands/add-layer';
import { LiveWires } from '../live/canvas/live-wires';
import { OverlayNode } from '../live/canvas/overlay-node';
import { SourceNode } from '../live/canvas/source-node';
import { SampleBar } from '../maps/sample-bar';
import { GRID } from '../network/geometry';
import { centredAt } from '../network/new-node';
import { openPlace, useSession } from '../store/session-store';
import { useOpenGraph } from '../store/open-graph-store';
import { BoundaryNode } from './boundary-node';
import { Breadcrumbs } from './breadcrumbs';
import { CanvasViewport, ZOOM } from './canvas-viewport';
import { DistanceProvider, useIsFar } from './distance';
import { Dots } from './dots';
import { EmptyHint } from './empty-hint';
import { FarLayer } from './far-layer';
import { FindingBadges } from './finding-badges';
import type { FlowNode, WireFlowEdge } from './flow-elements';
import { GradientLegend } from './gradient-legend';
import { LayerNode } from './layer-node';
import { Minimap } from './minimap';
import { NoteNode } from './note-node';
import { QuickAdd } from './quick-add';
import { SelectionAnnouncement } from './selection-announcement';
import { Toolbar } from './toolbar';
import { useFlowEdges, useFlowNodes } from './use-flow-elements';
import { pointAtWire } from './use-wire-tint';
import { useWiring } from './use-wiring';
import { viewport } from './viewport';
import { WireEdge } from './wire-edge';
import { TourCard } from '../tour/tour-card';
import { BLOCK_DRAG_TYPE, LAYER_DRAG_TYPE } from '../palette/drag-type';
import styles from './canvas.module.css';

const NODE_TYPES = { layer: LayerNode, note: NoteNode, boundary: BoundaryNode, 'live-source': SourceNode, 'live-overlay': OverlayNode };
const EDGE_TYPES = { wire: WireEdge };
const SNAP: [number, number] = [GRID, GRID];
const NO_DRAG = [1, 2];
/** From far away the wires are part of one drawing. */
const NO_EDGES: WireFlowEdge[] = [];
const onWireEnter = (_: MouseEvent, { id }: WireFlowEdge) => pointAtWire(id);
const onWireLeave = () => pointAtWire(undefined);
const MANY_KEYS = ['Shift', 'Meta', 'Control'];

export function Canvas() {
  return (
    <ReactFlowProvider>
      <DistanceProvider>
        <CanvasFlow />
      </DistanceProvider>
    </ReactFlowProvider>
  );
}

function CanvasFlow() {
  const frame = useRef<HTMLDivElement>(null);
  const pointer = useRef<{ x: number; y: number } | undefined>(undefined);
  const isMoved = useRef(false);
  const { nodes, onNodesChange, onDragEnd } = useFlowNodes();
  const { edges, onEdgesChange } = useFlowEdges();
  const wiring = useWiring();
  const isFar = useIsFar();
  const tool = useSession((state) => state.tool);
  const snap = useSession((state) => state.snap);
  const minimap = useSession((state) => state.minimap);

  const onDragStop: OnNodeDrag<FlowNode> = useCallback((_, __, moved) => onDragEnd(moved), [onDragEnd]);
  const onDoubleClick = useCallback((event: MouseEvent) => {
    if (!(event.target instanceof Element && event.target.classList.contains('react-flow__pane'))) return;
    useSession.setState({ quickAdd: { screen: { x: event.clientX, y: event.clientY } } });
  }, []);
  const onNodeDoubleClick = useCallback((_: MouseEvent, node: FlowNode) => {
    if (node.type === 'layer' && node.data.facts.node.block) openPlace([...useOpenGraph.getState().place, node.id]);
  }, []);
  const onDrop = useCallback((event: DragEvent) => {
    const type = event.dataTransfer.getData(LAYER_DRAG_TYPE);
    const block = event.dataTransfer.getData(BLOCK_DRAG_TYPE);
    if (!type && !block) return;
    event.preventDefault();
    const place = centredAt(viewport()!.toCanvas({ x: event.clientX, y: event.clientY }));
    if (block) addBlockAt(block, place);
    else addLayerAt(type, place);
    viewport()!.focus();
  }, []);
  const onDragOver = useCallback((event: DragEvent) => {
    if (!event.dataTransfer.types.some((type) => type === LAYER_DRAG_TYPE || type === BLOCK_DRAG_TYPE)) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = 'copy';
  }, []);

  return (
    <div
      ref={frame}
      className={styles.canvas}
      data-place="canvas"
      onDoubleClick={onDoubleClick}
      onDrop={onDrop}
      onDragOver={onDragOver}
      onPointerMove={({ clientX: x, clientY: y }) => {
        pointer.current = { x, y };
      }}
      onPointerLeave={() => {
        pointer.current = undefined;
      }}
    >
      <ReactFlow
        tabIndex={0}
        data-entry=""
        aria-label="Network. The arrow keys go from box to box, Enter opens a block, W draws a wire, Shift A adds a layer, F6 leads to the parameters."
        nodes={nodes}
        edges={isFar ? NO_EDGES : edges}
        nodeTypes={NODE_TYPES}
        edgeTypes={EDGE_TYPES}
        onNodesChange={onNodesChange}
        onEdgesChange={onEdgesChange}
        onMoveStart={(event) => {
          // Commands move the view without an event.
          if (event) isMoved.current = true;
        }}
        onNodeDragStop={onDragStop}
        onSelectionDragStop={(_, moved) => onDragEnd(moved)}
        onNodeDoubleClick={onNodeDoubleClick}
        onEdgeMouseEnter={onWireEnter}
        onEdgeMouseLeave={onWireLeave}
        {...wiring}
        snapToGrid={snap}
        snapGrid={SNAP}
        panOnDrag={tool === 'pan' ? true : NO_DRAG}
        selectionOnDrag={tool === 'select'}
        selectionMode={SelectionMode.Partial}
        multiSelectionKeyCode={MANY_KEYS}
        deleteKeyCode={null}
        disableKeyboardA11y
        nodesFocusable={false}
        edgesFocusable={false}
        zoomOnDoubleClick={false}
        connectionRadius={GRID}
        reconnectRadius={12}
        minZoom={ZOOM.least}
        maxZoom={ZOOM.most}
        onlyRenderVisibleElements
        elevateNodesOnSelect={false}
        proOptions={{ hideAttribution: true }}
      >
        <Dots />
        {isFar && <FarLayer edges={edges} />}
        {minimap && <Minimap />}
        <LiveWires />
        <FindingBadges />
        <CanvasViewport frame={frame} pointer={pointer} isMoved={isMoved} />
      </ReactFlow>
      <div className={styles.top}>
        <Breadcrumbs />
        <Toolbar />
      </div>
      <TourCard place="canvas" />
      <EmptyHint />
      <div className={styles.bottom}>
        <SampleBar />
        <GradientLegend />
      </div>
      <QuickAdd />
      <SelectionAnnouncement />
    </div>
  );
}
