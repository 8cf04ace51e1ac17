/** The live part of the document: a source, an overlay, and how answers are drawn. Every change is one step of history. */
import type { LiveFollow, LiveOverlay, LiveSetup, LiveSourceKind, LoomDocument, Point } from '../../engine/document/model';
import { viewport } from '../canvas/viewport';
import { COLUMN_GAP, NODE_WIDTH, snapToGrid } from '../network/geometry';
import { editDocument, useDocument } from '../store/document-store';
import { USUAL_TRACKING } from '../../engine/vision/landmark-tracker';
import { useLive } from './live-store';
import type { AnswerSettings } from './protocol';

/** Of the boxes on the canvas. */
export const SOURCE_SIZE = { width: 160, height: 80 };
export const OVERLAY_SIZE = { width: 260, height: 232 };
/** Their ids among the boxes of the top graph; a document has one of each. */
export const SOURCE_ID = 'live-source';
export const OVERLAY_ID = 'live-overlay';

export const USUAL_OVERLAY = { scoreAtLeast: 0.25, iou: 0.45, opacity: 0.5, labels: true, mirror: true } satisfies Omit<Required<LiveOverlay>, 'position'>;

const { smoothing, lostBelow } = USUAL_TRACKING;
export const USUAL_FOLLOW: Required<LiveFollow> = { isOn: true, cutoff: smoothing.minimumCutoff, beta: smoothing.beta, lostBelow };

export const SOURCE_TITLES: Readonly<Record<LiveSourceKind, string>> = { camera: 'Camera', video: 'Video file', folder: 'Image folder', screen: 'Screen' };

export type OverlaySettings = Omit<Required<LiveOverlay>, 'position'>;

/** With what is absent as usual. */
export function overlaySettings({ live }: LoomDocument): OverlaySettings {
  return { ...USUAL_OVERLAY, ...live?.overlay };
}

export function followSettings({ live }: LoomDocument): Required<LiveFollow> {
  return { ...USUAL_FOLLOW, ...live?.follow };
}

export function answerSettings(document: LoomDocument): AnswerSettings {
  const { scoreAtLeast, iou } = overlaySettings(document);
  const { isOn, ...follow } = followSettings(document);
  return { scoreAtLeast, iou, ...(isOn && { follow: { ...follow, anew: useLive.getState().anew } }) };
}

/** Feeds the network from a kind of source; nothing where it does already. The first time its boxes come into view. */
export function chooseSource(kind: LiveSourceKind): void {
  const { live } = useDocument.getState().document;
  if (live?.source.kind === kind) return;
  if (!live) requestAnimationFrame(() => viewport()?.fit());
  editDocument(live ? `Feed the network from ${inSentence(kind)}` : `Add ${inSentence(kind)} and an overlay`, (document) => ({ ...document, live: withSource(document, kind) }));
}

export function removeLive(): void {
  editDocument('Remove the live boxes', (document) => {
    const { live: _, ...rest } = document;
    return rest;
  });
}

/** `gesture` makes the moves of one slider one step. */
export function changeOverlay(label: string, changes: Partial<OverlaySettings>, gesture?: string): void {
  changeSetup(label, (live) => ({ ...live, overlay: { ...live.overlay, ...changes } }), gesture);
}

/** `gesture` makes the moves of one slider one step. */
export function changeFollow(label: string, changes: LiveFollow, gesture?: string): void {
  changeSetup(label, (live) => ({ ...live, follow: { ...live.follow, ...changes } }), gesture);
}

function changeSetup(label: string, change: (live: LiveSetup) => LiveSetup, gesture?: string): void {
  editDocument(label, (document) => ({ ...document, live: change(document.live ?? withSource(document, 'camera')) }), gesture);
}

/** The document with its live boxes at other places; the same one where none moved. */
export function moveLive(document: LoomDocument, places: ReadonlyMap<string, Point>): LoomDocument {
  const { live } = document;
  if (!live) return document;
  const source = places.get(SOURCE_ID) ?? live.source.position;
  const overlay = places.get(OVERLAY_ID) ?? live.overlay.position;
  if (isAt(source, live.source.position) && isAt(overlay, live.overlay.position)) return document;
  return { ...document, live: { ...live, source: { ...live.source, position: { x: source.x, y: source.y } }, overlay: { ...live.overlay, position: { x: overlay.x, y: overlay.y } } } };
}

function isAt(a: Point, b: Point): boolean {
  return a.x === b.x && a.y === b.y;
}

function withSource(document: LoomDocument, kind: LiveSourceKind): LiveSetup {
  const { live } = document;
  return live ? { ...live, source: { ...live.source, kind } } : { source: { kind, position: beforeAll(document) }, overlay: { position: behindAll(document) } };
}

/** Left of the Input, where its wire comes from. */
function beforeAll({ graph }: LoomDocument): Point {
  const first = graph.nodes.find(({ type }) => type === 'input')?.position ?? graph.nodes[0]?.position ?? { x: 0, y: 0 };
  return { x: snapToGrid(first.x - SOURCE_SIZE.width - COLUMN_GAP), y: snapToGrid(first.y) };
}

/** Right of the Output. */
function behindAll({ graph }: LoomDocument): Point {
  const last = graph.nodes.findLast(({ type }) => type === 'output')?.position ?? graph.nodes.at(-1)?.position ?? { x: 0, y: 0 };
  return { x: snapToGrid(last.x + NODE_WIDTH + COLUMN_GAP), y: snapToGrid(last.y) };
}

function inSentence(kind: LiveSourceKind): string {
  return { camera: 'a camera', video: 'a video file', folder: 'a folder of pictures', screen: 'a screen' }[kind];
}
