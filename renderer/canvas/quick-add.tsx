/** A search for a layer at the pointer; at the end of a wire, for those that fit it. */
import { Command } from 'cmdk';
import { Popover } from 'radix-ui';
import { findLayer, LAYER_TYPES } from '../../engine/layers/index';
import { addLayerAt } from '../commands/add-layer';
import { Swatch } from '../design/swatch';
import { portOffset } from '../network/geometry';
import { endpointShape } from '../network/facts';
import { kindOf, CATEGORY_TITLES } from '../network/kind';
import { centredAt, fittingLayers } from '../network/new-node';
import { shapeText } from '../network/text';
import { useOpenGraph } from '../store/open-graph-store';
import { useSession, type QuickAdd as Request } from '../store/session-store';
import { rankMatch } from '../search/rank-match';
import search from '../search/search.module.css';
import { viewport } from './viewport';
import styles from './quick-add.module.css';

function close(): void {
  useSession.setState({ quickAdd: undefined });
}

function add(type: string, { screen, wire }: Request): void {
  const at = viewport()!.toCanvas(screen);
  // At the end of a wire, the port comes to where the wire was let go.
  const position = wire ? { x: wire.side === 'from' ? at.x : at.x - 2 * (at.x - centredAt(at).x), y: at.y - portOffset(0) } : centredAt(at);
  addLayerAt(type, position, wire);
  close();
}

export function QuickAdd() {
  const request = useSession((state) => state.quickAdd);
  if (!request) return null;
  const { screen } = request;
  return (
    <Popover.Root open onOpenChange={(isOpen) => !isOpen && close()}>
      <Popover.Anchor className={styles.anchor} style={{ left: screen.x, top: screen.y }} />
      <Popover.Portal>
        <Popover.Content className={search.popover} align="start" side="bottom" sideOffset={6} collisionPadding={12} aria-label="Add a layer" onCloseAutoFocus={(event) => { event.preventDefault(); viewport()?.focus(); }}>
          <QuickAddList request={request} />
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}

function QuickAddList({ request }: { readonly request: Request }) {
  const { graph, place, index } = useOpenGraph.getState();
  const order = useSession((state) => state.shapeOrder);
  const { wire } = request;
  const shape = wire?.side === 'from' ? endpointShape(graph, place, wire, index) : undefined;
  const types = wire ? fittingLayers(wire.side, shape) : LAYER_TYPES;
  return (
    <Command label="Layers" loop filter={rankMatch}>
      <Command.Input className={search.input} autoFocus placeholder={shape ? `Layers that take ${shapeText(shape, order)}` : 'Add a layer'} />
      <Command.List className={search.list}>
        <Command.Empty className={search.empty}>No layer fits that.</Command.Empty>
        {types.map((type) => {
          const { title, category, summary } = findLayer(type)!;
          return (
            <Command.Item key={type} value={type} keywords={[title, category, summary]} className={search.item} onSelect={() => add(type, request)}>
              <Swatch kind={kindOf(type)} />
              <span>{title}</span>
              <small>{CATEGORY_TITLES[category]}</small>
            </Command.Item>
          );
        })}
      </Command.List>
    </Command>
  );
}
