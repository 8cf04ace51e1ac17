/** React Flow's elements, kept in step with document and selection; a drag lives here until it ends. */
import { applyNodeChanges, type EdgeChange, type NodeChange } from '@xyflow/react';
import { useCallback, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { moveLive } from '../live/live-setup';
import { moveNodes } from '../network/arrange';
import { showsMaps, useShowsMaps } from '../maps/maps-store';
import { editDocument, useDocument } from '../store/document-store';
import { editOpenGraph, useOpenGraph } from '../store/open-graph-store';
import { select, useSession } from '../store/session-store';
import { flowEdges, flowNodes, isBoundary, moveBoundary, type FlowNode, type WireFlowEdge } from './flow-elements';

/** Counts drags, to tell one from the next. */
let drags = 0;

export function useFlowNodes(): { readonly nodes: FlowNode[]; onNodesChange(changes: NodeChange<FlowNode>[]): void; onDragEnd(moved: readonly FlowNode[]): void } {
  const open = useOpenGraph();
  const selection = useSession((state) => state.selection);
  const [nodes, setNodes] = useState<FlowNode[]>(() => flowNodes(useDocument.getState().document, open, selection, showsMaps(), []));
  const hasMaps = useShowsMaps();

  // Before the browser paints, so that wires and boxes never disagree.
  useLayoutEffect(() => setNodes((before) => flowNodes(useDocument.getState().document, open, selection, hasMaps, before)), [open, selection, hasMaps]);

  const onNodesChange = useCallback((changes: NodeChange<FlowNode>[]) => {
    const isShown = changes.filter(({ type }) => type === 'position' || type === 'dimensions');
    if (isShown.length > 0) setNodes((before) => applyNodeChanges(isShown, before));
    selectChanged(changes);
  }, []);

  const onDragEnd = useCallback((moved: readonly FlowNode[]) => {
    const { definition, graph } = useOpenGraph.getState();
    const boundary = moved.find(({ id }) => isBoundary(id));
    if (boundary && definition !== undefined) editDocument('Move a port of the block', (document) => moveBoundary(document, definition, boundary.id, boundary.position));
    const places = new Map(moved.filter(({ id }) => !isBoundary(id)).map(({ id, position }) => [id, position]));
    const name = places.size === 1 ? graph.nodes.find(({ id }) => places.has(id))?.name : undefined;
    // Boxes of the network and those beside it that were dragged together come back together.
    const gesture = `drag ${++drags}`;
    editDocument('Move live boxes', (document) => moveLive(document, places), gesture);
    editOpenGraph(`Move ${name ?? 'boxes'}`, (old) => moveNodes(old, places), gesture);
  }, []);

  return { nodes, onNodesChange, onDragEnd };
}

export function useFlowEdges(): { readonly edges: WireFlowEdge[]; onEdgesChange(changes: EdgeChange<WireFlowEdge>[]): void } {
  const open = useOpenGraph();
  const selection = useSession((state) => state.selection);
  const order = useSession((state) => state.shapeOrder);
  const hasMaps = useShowsMaps();
  const before = useRef<WireFlowEdge[]>([]);
  const edges = useMemo(() => (before.current = flowEdges(open, selection, order, hasMaps, before.current)), [open, selection, order, hasMaps]);
  return { edges, onEdgesChange: selectChanged };
}

function selectChanged(changes: readonly (NodeChange<FlowNode> | EdgeChange<WireFlowEdge>)[]): void {
  const selects = changes.filter((change) => change.type === 'select');
  if (selects.length === 0) return;
  const selection = new Set(useSession.getState().selection);
  for (const { id, selected } of selects) {
    if (selected) selection.add(id);
    else selection.delete(id);
  }
  select(selection);
}
