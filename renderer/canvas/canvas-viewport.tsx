/** Hands the canvas to commands, and fits each document that is opened. */
import { getViewportForBounds, useReactFlow, useStore, type ReactFlowInstance } from '@xyflow/react';
import { useEffect, type RefObject } from 'react';
import { useDocument } from '../store/document-store';
import { useOpenGraph } from '../store/open-graph-store';
import type { FlowNode, WireFlowEdge } from './flow-elements';
import { setViewport } from './viewport';

/** Room for the toolbar above. */
const PADDING = { top: '68px', right: '36px', bottom: '28px', left: '36px' } as const;
export const ZOOM = { least: 0.05, most: 2.5 } as const;
const QUICK_MS = 120;
/** Below this size, text on boxes cannot be read. */
const FAR = 0.42;

function moveDuration(): number {
  return window.matchMedia('(prefers-reduced-motion: reduce)').matches ? 0 : QUICK_MS;
}

/** Boxes know their sizes, so this waits for nothing to be drawn or measured. */
function showBoxes(flow: ReactFlowInstance<FlowNode, WireFlowEdge>, frame: HTMLElement, ids?: readonly string[], duration = 0): void {
  const wanted = ids && ids.length > 0 ? flow.getNodes().filter(({ id }) => ids.includes(id)) : flow.getNodes();
  if (wanted.length === 0) return;
  const { width, height } = frame.getBoundingClientRect();
  void flow.setViewport(getViewportForBounds(flow.getNodesBounds(wanted), width, height, ZOOM.least, 1, PADDING), { duration });
}

interface CanvasViewportProps {
  readonly frame: RefObject<HTMLDivElement | null>;
  readonly pointer: RefObject<{ x: number; y: number } | undefined>;
  /** Whether a person has moved the view since the graph was opened. */
  readonly isMoved: RefObject<boolean>;
}

export function CanvasViewport({ frame, pointer, isMoved }: CanvasViewportProps) {
  const flow = useReactFlow<FlowNode, WireFlowEdge>();
  const isFar = useStore((state) => state.transform[2] < FAR);
  const width = useStore((state) => state.width);
  const height = useStore((state) => state.height);
  const opened = useDocument((state) => state.history.steps[0]);
  const place = useOpenGraph((state) => state.place);

  useEffect(() => {
    frame.current?.setAttribute('data-far', String(isFar));
  }, [isFar, frame]);

  useEffect(() => {
    const fit = (ids?: readonly string[]) =>
      // The boxes of a step that has just been made are drawn in the next frame.
      requestAnimationFrame(() => frame.current && showBoxes(flow, frame.current, ids, moveDuration()));
    const box = () => frame.current!.getBoundingClientRect();
    setViewport({
      fit,
      zoomBy: (factor) => void flow.zoomTo(flow.getZoom() * factor, { duration: moveDuration() }),
      zoomTo: (zoom) => void flow.zoomTo(zoom, { duration: moveDuration() }),
      toCanvas: (screen) => flow.screenToFlowPosition(screen, { snapToGrid: false }),
      middle: () => ({ x: box().left + box().width / 2, y: box().top + box().height / 2 }),
      pointer: () => pointer.current,
      reveal: (id) => {
        const node = flow.getNode(id);
        if (!node) return;
        const topLeft = flow.flowToScreenPosition(node.position);
        const bottomRight = flow.flowToScreenPosition({ x: node.position.x + (node.width ?? 0), y: node.position.y + (node.height ?? 0) });
        const { left, top, right, bottom } = box();
        const isInView = topLeft.x >= left && topLeft.y >= top && bottomRight.x <= right && bottomRight.y <= bottom;
        if (!isInView) void flow.setCenter(node.position.x + (node.width ?? 0) / 2, node.position.y + (node.height ?? 0) / 2, { zoom: flow.getZoom(), duration: moveDuration() });
      },
      focus: () => frame.current?.focus(),
    });
    return () => setViewport(undefined);
  }, [flow, frame, pointer]);

  // Until a person moves the view, the network stays fitted: panels and windows take their sizes step by step.
  useEffect(() => {
    isMoved.current = false;
  }, [opened, place, isMoved]);
  useEffect(() => {
    if (width === 0 || height === 0 || isMoved.current) return;
    const frameId = requestAnimationFrame(() => frame.current && showBoxes(flow, frame.current));
    return () => cancelAnimationFrame(frameId);
  }, [flow, frame, opened, place, width, height, isMoved]);
  return null;
}
