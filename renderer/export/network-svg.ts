/**
 * The open graph as a drawing of its own: the same boxes, wires and figures as on the canvas, as vectors and without
 * anything of the page, so that it prints sharply in a paper at any size.
 */
import type { LoomDocument } from '../../engine/document/model';
import { flowEdges, flowNodes, type BoundaryFlowNode, type FlowNode, type LayerFlowNode, type NoteFlowNode, type WireFlowEdge } from '../canvas/flow-elements';
import { wirePath } from '../canvas/wire-path';
import type { OpenGraph } from '../network/facts';
import { portOffset } from '../network/geometry';
import { parameterText } from '../network/parameter-text';
import { formatShortCount, shapeText } from '../network/text';
import type { ShapeOrder } from '../store/session-store';

export interface DrawingStyle {
  /** The value of a design token (`panel`, `kind-conv`). */
  color(token: string): string;
  readonly order: ShapeOrder;
  /** Rules for `<style>`, the fonts for instance. */
  readonly css?: string;
}

export interface Drawing {
  readonly svg: string;
  readonly width: number;
  readonly height: number;
}

const MARGIN = 24;
const SANS = "font-family=\"'Inter Variable', Inter, system-ui, sans-serif\"";
const MONO = "font-family=\"'JetBrains Mono Variable', 'JetBrains Mono', ui-monospace, monospace\"";
/** Of one figure in the monospaced face, as a share of its size. */
const FIGURE = 0.6;
const LETTER = 0.56;

export function networkDrawing(document: LoomDocument, open: OpenGraph, style: DrawingStyle): Drawing {
  const nodes = flowNodes(document, open, new Set(), false, []);
  const edges = flowEdges(open, new Set(), style.order, false, []);
  const places = new Map(nodes.map((node) => [node.id, node]));
  const wires = edges.map((edge) => ({ edge, ...wireEnds(edge, places) }));
  const frame = frameOf(nodes, wires.map(({ path }) => path));
  const parts = [
    `<rect x="${frame.x}" y="${frame.y}" width="${frame.width}" height="${frame.height}" fill="${style.color('canvas')}"/>`,
    ...nodes.flatMap((node) => (node.type === 'note' ? note(node, style) : [])),
    ...wires.map(({ edge, path, labelX, labelY, room, isFlat, targetX, targetY }) => wire(edge, { path, labelX, labelY, room, isFlat, targetX, targetY }, style)),
    ...nodes.flatMap((node) => (node.type === 'layer' ? layer(node, style) : node.type === 'boundary' ? boundary(node, style) : [])),
  ];
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${frame.width}" height="${frame.height}" viewBox="${frame.x} ${frame.y} ${frame.width} ${frame.height}"><title>${escape(document.name)}</title>${style.css ? `<style>${style.css}</style>` : ''}${parts.join('')}</svg>`;
  return { svg, width: frame.width, height: frame.height };
}

function wireEnds(edge: WireFlowEdge, nodes: ReadonlyMap<string, FlowNode>) {
  const end = (id: string, handle: string | null | undefined, type: 'source' | 'target') => {
    const node = nodes.get(id)!;
    const port = node.handles!.find((one) => one.id === handle && one.type === type)!;
    return { x: node.position.x + port.x + port.width! / 2, y: node.position.y + port.y + port.height! / 2 };
  };
  const source = end(edge.source, edge.sourceHandle, 'source');
  const target = end(edge.target, edge.targetHandle, 'target');
  const { below, above, lane } = edge.data!;
  const ends = { sourceX: source.x, sourceY: source.y, targetX: target.x, targetY: target.y, below, above, lane };
  return { ...wirePath(ends), targetX: target.x, targetY: target.y, isFlat: Math.abs(source.y - target.y) < 2 && target.x > source.x };
}

interface Frame {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Around all boxes and around the lanes of wires that go back; the numbers of a path are close enough for that. */
function frameOf(nodes: readonly FlowNode[], paths: readonly string[]): Frame {
  if (nodes.length === 0) return { x: 0, y: 0, width: 2 * MARGIN, height: 2 * MARGIN };
  const lanes = paths.flatMap((path) => [...path.matchAll(/V(-?[\d.]+)/g)].map(([, y]) => Number(y)));
  const left = Math.min(...nodes.map(({ position }) => position.x));
  const right = Math.max(...nodes.map(({ position, width = 0 }) => position.x + width));
  const top = Math.min(...nodes.map(({ position }) => position.y), ...lanes);
  const bottom = Math.max(...nodes.map(({ position, height = 0 }) => position.y + height), ...lanes);
  return { x: Math.floor(left - MARGIN), y: Math.floor(top - MARGIN), width: Math.ceil(right - left + 2 * MARGIN), height: Math.ceil(bottom - top + 2 * MARGIN) };
}

interface DrawnWire {
  readonly path: string;
  readonly labelX: number;
  readonly labelY: number;
  readonly room: number;
  readonly isFlat: boolean;
  readonly targetX: number;
  readonly targetY: number;
}

function wire(edge: WireFlowEdge, { path, labelX, labelY, room, isFlat, targetX, targetY }: DrawnWire, { color }: DrawingStyle): string {
  const { label } = edge.data!;
  const line = `<path d="${path}" fill="none" stroke="${color('wire')}" stroke-width="2"/><path d="M${targetX - 11} ${targetY - 4}l6 4l-6 4z" fill="${color('wire')}"/>`;
  if (label === '' || room <= label.length * 10 * FIGURE) return line;
  const y = isFlat ? labelY - 7 : labelY + 3.5;
  return `${line}<text x="${labelX}" y="${y}" text-anchor="middle" ${MONO} font-size="10" font-weight="500" fill="${color('dim')}" stroke="${color('canvas')}" stroke-width="5" paint-order="stroke" stroke-linejoin="round">${escape(label)}</text>`;
}

function layer({ position: { x, y }, width = 0, height = 0, data: { facts } }: LayerFlowNode, style: DrawingStyle): string {
  const { color, order } = style;
  const { node, title, kind, shape, parameters, inputs, outputs } = facts;
  const isWrong = facts.problems.some(({ code }) => code !== 'missing-wire');
  const name = cut(node.name, 96 / (12.5 * LETTER));
  const nameWidth = name.length * 12.5 * LETTER;
  const size = node.muted ? 'bypassed' : shape ? shapeText(shape, order) : '—';
  const count = `${node.frozen ? 'frozen · ' : ''}${parameters === undefined ? '' : formatShortCount(parameters)}`;
  return [
    node.block ? `<rect x="${x + 7}" y="${y - 5}" width="${width - 14}" height="12" rx="8" fill="${color('raised')}" stroke="${color('line')}"/>` : '',
    `<rect x="${x + 0.5}" y="${y + 0.5}" width="${width - 1}" height="${height - 1}" rx="10" fill="${color('panel')}" stroke="${color(isWrong ? 'bad' : 'line')}"${node.muted ? ' stroke-dasharray="4 3"' : ''}/>`,
    `<g${node.muted ? ' opacity="0.5"' : ''}>`,
    `<rect x="${x + 12}" y="${y + 14}" width="10" height="10" rx="3" fill="${color(`kind-${kind}`)}"/>`,
    text(x + 29, y + 23.5, name, `${SANS} font-size="12.5" font-weight="600" fill="${color('text')}"`),
    text(x + width - 12, y + 23, cut(title, (width - 52 - nameWidth) / (10.5 * FIGURE)), `${MONO} font-size="10.5" font-weight="500" text-anchor="end" fill="${color('faint')}"`),
    text(x + 12, y + 45, cut(parameterText(facts), (width - 24) / (11 * FIGURE)), `${MONO} font-size="11" fill="${color('dim')}"`),
    `<path d="M${x + 1} ${y + height - 26.5}h${width - 2}" stroke="${color('line')}"/>`,
    text(x + 12, y + height - 9.5, size, `${MONO} font-size="11" font-weight="500" fill="${color('text')}"`),
    text(x + width - 12, y + height - 9.5, count, `${MONO} font-size="11" font-weight="500" text-anchor="end" fill="${color('faint')}"`),
    '</g>',
    ...inputs.map((_, index) => port(x, y + portOffset(index), true, style)),
    ...outputs.map((_, index) => port(x + width, y + portOffset(index), false, style)),
  ].join('');
}

function boundary({ position: { x, y }, width = 0, height = 0, data: { side, ports } }: BoundaryFlowNode, style: DrawingStyle): string {
  const { color } = style;
  const isInput = side === 'input';
  return [
    `<rect x="${x + 0.5}" y="${y + 0.5}" width="${width - 1}" height="${height - 1}" rx="10" fill="${color('panel')}" stroke="${color('line')}"/>`,
    text(x + 12, y + 23, isInput ? 'Block input' : 'Block output', `${SANS} font-size="11" fill="${color('dim')}"`),
    ...ports.map(({ name, kind }, index) => text(x + 12, y + 45 + index * 18, `${name} · ${kind}`, `${MONO} font-size="10.5" fill="${color('dim')}"`)),
    ...ports.map((_, index) => port(isInput ? x + width : x, y + portOffset(index), !isInput, style)),
  ].join('');
}

function note({ position: { x, y }, width = 0, height = 0, data }: NoteFlowNode, { color }: DrawingStyle): string {
  const lines = wrap(data.note.text, Math.max(8, Math.floor((width - 20) / (12 * LETTER))));
  return [
    `<rect x="${x + 0.5}" y="${y + 0.5}" width="${width - 1}" height="${height - 1}" rx="8" fill="${color('note')}" stroke="${color('note-line')}"/>`,
    ...lines.slice(0, Math.floor((height - 12) / 17)).map((line, index) => text(x + 10, y + 22 + index * 17, line, `${SANS} font-size="12" fill="${color('text')}"`)),
  ].join('');
}

function port(x: number, y: number, isInput: boolean, { color }: DrawingStyle): string {
  return `<circle cx="${x}" cy="${y}" r="4" fill="${color(isInput ? 'text' : 'panel')}" stroke="${color('text')}" stroke-width="2"/>`;
}

function text(x: number, y: number, content: string, attributes: string): string {
  return content === '' ? '' : `<text x="${x}" y="${y}" ${attributes}>${escape(content)}</text>`;
}

function cut(content: string, letters: number): string {
  const most = Math.max(1, Math.floor(letters));
  return content.length <= most ? content : `${content.slice(0, most - 1)}…`;
}

function wrap(content: string, letters: number): string[] {
  return content.split('\n').flatMap((paragraph) => {
    const lines = [''];
    for (const word of paragraph.split(' ')) {
      const longer = lines.at(-1) === '' ? word : `${lines.at(-1)} ${word}`;
      if (longer.length <= letters || lines.at(-1) === '') lines[lines.length - 1] = longer;
      else lines.push(word);
    }
    return lines;
  });
}

function escape(content: string): string {
  return content.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
