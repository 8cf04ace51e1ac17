/** Hands the canvas to commands, and fits each document that is opened. */
import { getViewportForBounds, useReactFlow, useStore, type ReactFlowInstance } from '@xyflow/react';
import { useEffect, type RefObject } from 'react';
import { useDocument } from '../store/document-store';
import { usePresentation, useTypeScale } from '../store/presentation-store';
import { useOpenGraph } from '../store/open-graph-store';
import type { FlowNode, WireFlowEdge } from './flow-elements';
import { setViewport } from './viewport';

const MARGIN = 36;
/** The bar of the sample lies over the lower edge. */
const BAR_HEIGHT = 56;
const TOOLBAR_HEIGHT = 68;
export const ZOOM = { least: 0.05, most: 2.5 } as const;
const QUICK_MS = 120;
function moveDuration(): number {
  return window.matchMedia('(prefers-reduced-motion: reduce)').matches ? 0 : QUICK_MS;
}

/** How large boxes are at most where they are fitted into the view: as large as the type around them. */
function actualZoom(): number {
  return usePresentation.getState().scale;
}

/** Boxes know their sizes, so this waits for nothing to be drawn or measured. */
function showBoxes(flow: ReactFlowInstance<FlowNode, WireFlowEdge>, frame: HTMLElement, ids?: readonly string[], duration = 0): void {
  const wanted = ids && ids.length > 0 ? flow.getNodes().filter(({ id }) => ids.includes(id)) : flow.getNodes();
  if (wanted.length === 0) return;
  const { width, height } = frame.getBoundingClientRect();
  void flow.setViewport(getViewportForBounds(flow.getNodesBounds(wanted), width, height, ZOOM.least, actualZoom(), { top: `${TOOLBAR_HEIGHT * actualZoom()}px`, right: `${MARGIN}px`, bottom: `${BAR_HEIGHT}px`, left: `${MARGIN}px` }), { duration });
}

/** Moves the view no further than needed. */
function scrollTo(flow: ReactFlowInstance<FlowNode, WireFlowEdge>, frame: HTMLElement, id: string): void {
  const node = flow.getNode(id);
  if (!node) return;
  const { x, y, zoom } = flow.getViewport();
  const { width, height } = frame.getBoundingClientRect();
  const missing = (start: number, end: number, from: number, to: number) => (start < from ? from - start : end > to ? to - end : 0);
  const [left, top] = [node.position.x * zoom + x, node.position.y * zoom + y];
  const dx = missing(left, left + (node.width ?? 0) * zoom, MARGIN, width - MARGIN);
  const dy = missing(top, top + (node.height ?? 0) * zoom, TOOLBAR_HEIGHT * actualZoom(), height - BAR_HEIGHT);
  if (dx !== 0 || dy !== 0) void flow.setViewport({ x: x + dx, y: y + dy, zoom }, { duration: moveDuration() });
}

interface CanvasViewportProps {
  readonly frame: RefObject<HTMLDivElement | null>;
  readonly pointer: RefObject<{ x: number; y: number } | undefined>;
  /** Whether a person has moved the view since the graph was opened. */
  readonly isMoved: RefObject<boolean>;
}

export function CanvasViewport({ frame, pointer, isMoved }: CanvasViewportProps) {
  const flow = useReactFlow<FlowNode, WireFlowEdge>();
  const width = useStore((state) => state.width);
  const height = useStore((state) => state.height);
  const opened = useDocument((state) => state.history.steps[0]);
  const place = useOpenGraph((state) => state.place);
  const scale = useTypeScale();

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
      // What has just been added is drawn in the next frame.
      reveal: (id) => void requestAnimationFrame(() => frame.current && scrollTo(flow, frame.current, id)),
      focus: () => frame.current?.querySelector<HTMLElement>('.react-flow')?.focus(),
    });
    return () => setViewport(undefined);
  }, [flow, frame, pointer]);

  // The boxes grow with the type in a presentation: by the view, so that the pointer stays exact.
  useEffect(
    () =>
      usePresentation.subscribe((now, before) => {
        if (now.scale !== before.scale && isMoved.current) void flow.zoomTo((flow.getZoom() * now.scale) / before.scale);
      }),
    [flow, isMoved],
  );
  // Until a person moves the view, the network stays fitted: panels and windows take their sizes step by step.
  useEffect(() => {
    isMoved.current = false;
  }, [opened, place, isMoved]);
  useEffect(() => {
    if (width === 0 || height === 0 || isMoved.current) return;
    const frameId = requestAnimationFrame(() => frame.current && showBoxes(flow, frame.current));
    return () => cancelAnimationFrame(frameId);
  }, [flow, frame, opened, place, width, height, scale, isMoved]);
  return null;
}
