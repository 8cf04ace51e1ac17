/** Draws boxes and wires as seen from far away: kind, name where it can be read, what is selected, what is wrong. */
import { portOffset } from '../network/geometry';
import type { FlowNode, LayerFlowNode, WireFlowEdge } from './flow-elements';
import { gradientWidth } from './gradient-scale';
import { wirePath } from './wire-path';

interface View {
  readonly transform: readonly [x: number, y: number, zoom: number];
  readonly width: number;
  readonly height: number;
  readonly nodes: readonly FlowNode[];
}

/** The step of the gradient scale of a wire, where wires are tinted. */
export type Tints = (edge: WireFlowEdge) => number | undefined;

/** Twice as wide as near by, or it would vanish. */
const WIRE_SCALE = 2;
const WIRE_WIDTH = 4;
const RADIUS = 10;
/** Corners smaller than this on the screen are square: a thousand round ones cost a frame. */
const LEAST_RADIUS = 3;
const BAR = 14;
const NAME_SIZE = 24;
/** Smaller than this on the screen a name is only grey. */
const LEAST_TYPE = 5;

export function drawFar(canvas: HTMLCanvasElement, { transform: [x, y, zoom], width, height, nodes }: View, edges: readonly WireFlowEdge[], tintOf: Tints): void {
  const density = window.devicePixelRatio;
  const [wide, high] = [Math.round(width * density), Math.round(height * density)];
  if (canvas.width !== wide) canvas.width = wide;
  if (canvas.height !== high) canvas.height = high;
  const context = canvas.getContext('2d')!;
  const color = colorsOf(canvas);
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.clearRect(0, 0, wide, high);
  context.setTransform(zoom * density, 0, 0, zoom * density, x * density, y * density);
  drawWires(context, nodes, edges, { color, tintOf });
  const view = { left: -x / zoom, top: -y / zoom, right: (width - x) / zoom, bottom: (height - y) / zoom };
  const shown = nodes.filter((node): node is LayerFlowNode => node.type === 'layer' && isIn(node, view));
  drawBoxes(context, shown, { color, isRound: zoom * RADIUS >= LEAST_RADIUS });
  if (zoom * NAME_SIZE >= LEAST_TYPE) drawNames(context, shown, color);
}

interface Region {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

function isIn({ position, width = 0, height = 0 }: FlowNode, { left, top, right, bottom }: Region): boolean {
  return position.x + width >= left && position.x <= right && position.y + height >= top && position.y <= bottom;
}

type Colors = (token: string) => string;

/** Each asked of the page once for a drawing. */
function colorsOf(canvas: HTMLCanvasElement): Colors {
  const styles = getComputedStyle(canvas);
  const found = new Map<string, string>();
  return (token) => {
    const color = found.get(token) ?? styles.getPropertyValue(`--${token}`);
    found.set(token, color);
    return color;
  };
}

/** One stroke per colour: strokes, not curves, are what costs. */
function drawWires(context: CanvasRenderingContext2D, nodes: readonly FlowNode[], edges: readonly WireFlowEdge[], { color, tintOf }: { readonly color: Colors; readonly tintOf: Tints }): void {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const paths = new Map<string, Path2D>();
  const widths = new Map<string, number>();
  for (const edge of edges) {
    const [source, target] = [byId.get(edge.source), byId.get(edge.target)];
    if (!source || !target) continue;
    const step = edge.selected ? undefined : tintOf(edge);
    const token = edge.selected ? 'accent' : step === undefined ? 'wire' : `gradient-${step}`;
    pathFor(paths, token).addPath(pathOf(edge, source, target));
    widths.set(token, step === undefined ? WIRE_WIDTH : WIRE_SCALE * gradientWidth(step));
  }
  for (const [token, path] of paths) {
    context.lineWidth = widths.get(token)!;
    context.strokeStyle = color(token);
    context.stroke(path);
  }
}

interface KnownPath {
  readonly ends: readonly number[];
  readonly path: Path2D;
}

const known = new WeakMap<WireFlowEdge, KnownPath>();

/** While one box is dragged, the wires of all others stay what they were. */
function pathOf(edge: WireFlowEdge, source: FlowNode, target: FlowNode): Path2D {
  const ends = [source.position.x + (source.width ?? 0), source.position.y + portTop(source, edge.sourceHandle, 'source'), target.position.x, target.position.y + portTop(target, edge.targetHandle, 'target')] as const;
  const before = known.get(edge);
  if (before && before.ends.every((value, index) => value === ends[index])) return before.path;
  const [sourceX, sourceY, targetX, targetY] = ends;
  const path = new Path2D(wirePath({ sourceX, sourceY, targetX, targetY, ...edge.data! }).path);
  known.set(edge, { ends, path });
  return path;
}

function portTop(node: FlowNode, handle: string | null | undefined, type: 'source' | 'target'): number {
  const port = node.handles?.find((one) => one.type === type && one.id === handle);
  return port ? port.y + (port.height ?? 0) / 2 : portOffset(0);
}

/** Colour by colour: changing it costs more than a rectangle. */
function drawBoxes(context: CanvasRenderingContext2D, nodes: readonly LayerFlowNode[], { color, isRound }: { readonly color: Colors; readonly isRound: boolean }): void {
  const bars = new Map<string, LayerFlowNode[]>();
  const rings = new Map<string, LayerFlowNode[]>();
  const add = (groups: Map<string, LayerFlowNode[]>, token: string, node: LayerFlowNode) => void (groups.get(token)?.push(node) ?? groups.set(token, [node]));
  for (const node of nodes) {
    const { facts } = node.data;
    const isWrong = facts.problems.some(({ code }) => code !== 'missing-wire');
    add(bars, `kind-${facts.kind}`, node);
    add(rings, isWrong ? 'bad' : node.selected ? 'accent' : 'line-strong', node);
  }
  context.fillStyle = color('panel');
  for (const node of nodes) fillBox(context, node, node.width ?? 0, isRound);
  for (const [token, group] of bars) {
    context.fillStyle = color(token);
    for (const node of group) fillBox(context, node, BAR, isRound);
  }
  context.lineWidth = 2;
  for (const [token, group] of rings) {
    context.strokeStyle = color(token);
    for (const { position: { x, y }, width = 0, height = 0 } of group) {
      if (!isRound) context.strokeRect(x, y, width, height);
      else {
        context.beginPath();
        context.roundRect(x, y, width, height, RADIUS);
        context.stroke();
      }
    }
  }
}

/** From the left edge, as wide as told. */
function fillBox(context: CanvasRenderingContext2D, { position: { x, y }, width: full = 0, height = 0 }: LayerFlowNode, width: number, isRound: boolean): void {
  if (!isRound) return context.fillRect(x, y, width, height);
  context.beginPath();
  context.roundRect(x, y, width, height, width < full ? [RADIUS, 0, 0, RADIUS] : RADIUS);
  context.fill();
}

function pathFor(paths: Map<string, Path2D>, token: string): Path2D {
  const path = paths.get(token) ?? new Path2D();
  paths.set(token, path);
  return path;
}

function drawNames(context: CanvasRenderingContext2D, nodes: readonly LayerFlowNode[], color: Colors): void {
  context.fillStyle = color('text');
  context.font = `600 ${NAME_SIZE}px ${color('font')}`;
  context.textBaseline = 'top';
  for (const { position: { x, y }, width = 0, data: { facts } } of nodes) {
    // A name that is too long is pressed together rather than measured and cut: measuring costs more than drawing.
    context.fillText(facts.node.name, x + BAR + 12, y + 16, width - BAR - 20);
  }
}
