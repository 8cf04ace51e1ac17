/** Drawing wires with the pointer: drawn, refused with the reason, or let go in the open for a new layer. */
import type { Connection, Edge, FinalConnectionState } from '@xyflow/react';
import { useMemo, useRef } from 'react';
import { removeWires } from '../../engine/document/edits';
import type { Endpoint } from '../../engine/document/model';
import { drawWire, wireRefusal } from '../commands/draw-wire';
import { rewire } from '../network/wiring';
import { editOpenGraph, useOpenGraph } from '../store/open-graph-store';
import { notify, useSession } from '../store/session-store';
import type { WireFlowEdge } from './flow-elements';

function endsOf({ source, sourceHandle, target, targetHandle }: Connection | Edge): { from: Endpoint; to: Endpoint } {
  return { from: { node: source, port: sourceHandle! }, to: { node: target, port: targetHandle! } };
}

function screenPoint(event: MouseEvent | TouchEvent): { x: number; y: number } {
  const { clientX: x, clientY: y } = 'changedTouches' in event ? event.changedTouches[0]! : event;
  return { x, y };
}

function connectEnd(event: MouseEvent | TouchEvent, state: FinalConnectionState): void {
  const { fromHandle, toHandle, toNode, isValid } = state;
  if (!fromHandle || isValid) return;
  const end: Endpoint = { node: fromHandle.nodeId, port: fromHandle.id! };
  const isForward = fromHandle.type === 'source';
  if (toHandle) {
    if (toHandle.type === fromHandle.type) return notify(isForward ? 'A wire leads from an output to an input.' : 'A wire leads to an input from an output.', 'error');
    const other: Endpoint = { node: toHandle.nodeId, port: toHandle.id! };
    const reason = isForward ? wireRefusal(end, other) : wireRefusal(other, end);
    return reason ? notify(reason, 'error') : undefined;
  }
  const box = toNode && useOpenGraph.getState().facts.get(toNode.id);
  if (box) {
    // Let go over a box: its first free port is meant.
    const ports = isForward ? box.inputs : box.outputs;
    const port = (ports.find(({ isWired }) => !isWired) ?? ports[0])?.name;
    if (port === undefined) return notify(`“${box.node.name}” has no ${isForward ? 'input' : 'output'}.`, 'error');
    const other = { node: box.node.id, port };
    drawWire(isForward ? end : other, isForward ? other : end);
    return;
  }
  useSession.setState({ quickAdd: { screen: screenPoint(event), wire: { ...end, side: isForward ? 'from' : 'to' } } });
}

export function useWiring() {
  const isReconnected = useRef(false);
  return useMemo(
    () => ({
      isValidConnection: (connection: Connection | Edge) => {
        const { from, to } = endsOf(connection);
        return wireRefusal(from, to) === undefined;
      },
      onConnect: (connection: Connection) => {
        const { from, to } = endsOf(connection);
        drawWire(from, to);
      },
      onConnectEnd: connectEnd,
      onReconnectStart: () => {
        isReconnected.current = false;
      },
      onReconnect: (old: WireFlowEdge, connection: Connection) => {
        isReconnected.current = true;
        const { from, to } = endsOf(connection);
        editOpenGraph('Move a wire', (graph) => {
          const wire = graph.wires.find(({ id }) => id === old.id);
          const isSame = wire?.from.node === from.node && wire.from.port === from.port && wire.to.node === to.node && wire.to.port === to.port;
          return isSame ? graph : rewire(removeWires(graph, [old.id]), from, to);
        });
      },
      onReconnectEnd: (_: MouseEvent | TouchEvent, edge: WireFlowEdge, __: unknown, state: FinalConnectionState) => {
        // Pulled off and let go in the open: the wire goes.
        if (!isReconnected.current && !state.toHandle) editOpenGraph('Remove a wire', (graph) => removeWires(graph, [edge.id]));
      },
    }),
    [],
  );
}
