/** The source and the overlay as React Flow draws them. */
import type { Node } from '@xyflow/react';
import type { LiveSourceKind, LoomDocument } from '../../../engine/document/model';
import type { OpenGraph } from '../../network/facts';
import { OVERLAY_ID, OVERLAY_SIZE, SOURCE_ID, SOURCE_SIZE } from '../live-setup';

export type SourceFlowNode = Node<{ readonly kind: LiveSourceKind }, 'live-source'>;
export type OverlayFlowNode = Node<Record<string, never>, 'live-overlay'>;
export type LiveFlowNode = SourceFlowNode | OverlayFlowNode;

const NOTHING: OverlayFlowNode['data'] = {};

/** They stand beside the network, not in its blocks. */
export function liveNodes({ live }: LoomDocument, { definition }: OpenGraph, selection: ReadonlySet<string>): LiveFlowNode[] {
  if (!live || definition !== undefined) return [];
  return [
    { id: SOURCE_ID, type: 'live-source', position: live.source.position, data: { kind: live.source.kind }, selected: selection.has(SOURCE_ID), ...SOURCE_SIZE, ariaRole: 'group', ariaLabel: 'Source of live frames' },
    { id: OVERLAY_ID, type: 'live-overlay', position: live.overlay.position, data: NOTHING, selected: selection.has(OVERLAY_ID), ...OVERLAY_SIZE, ariaRole: 'group', ariaLabel: 'Overlay of live answers' },
  ];
}

export function isSameLive(a: LiveFlowNode, b: LiveFlowNode): boolean {
  return a.type === 'live-source' && b.type === 'live-source' ? a.data.kind === b.data.kind : a.type === b.type;
}
