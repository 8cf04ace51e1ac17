/** One search for boxes, layers and commands. */
import { Command as Menu } from 'cmdk';
import { Dialog, VisuallyHidden } from 'radix-ui';
import { findLayer } from '../../engine/layers/index';
import { COMMANDS, tryCommand } from '../commands/index';
import { goToBox } from '../commands/go';
import { keysOf } from '../commands/shortcuts';
import { Keys } from '../design/keys';
import { Swatch } from '../design/swatch';
import { kindOf } from '../network/kind';
import { viewport } from '../canvas/viewport';
import { useDocument } from '../store/document-store';
import { notify, useSession } from '../store/session-store';
import { rankMatch } from './rank-match';
import styles from './search.module.css';

/** More would only slow the search down; who looks for a box types a few letters of its name. */
const MOST_BOXES = 400;

function close(): void {
  useSession.setState({ dialog: undefined });
}

export function SearchDialog() {
  const dialog = useSession((state) => state.dialog);
  const isOpen = dialog === 'search' || dialog === 'find';
  return (
    <Dialog.Root open={isOpen} onOpenChange={(open) => !open && close()}>
      <Dialog.Portal>
        <Dialog.Overlay className={styles.overlay} />
        <Dialog.Content className={styles.dialog} aria-describedby={undefined} onCloseAutoFocus={(event) => { event.preventDefault(); viewport()?.focus(); }}>
          <VisuallyHidden.Root>
            <Dialog.Title>{dialog === 'find' ? 'Find a box' : 'Search'}</Dialog.Title>
          </VisuallyHidden.Root>
          <Menu label="Search" loop filter={rankMatch}>
            <Menu.Input className={styles.input} placeholder={dialog === 'find' ? 'Find a box by name or kind' : 'Search boxes, layers and commands'} />
            <Menu.List className={styles.list}>
              <Menu.Empty className={styles.empty}>Nothing is called that.</Menu.Empty>
              {dialog === 'search' && <CommandItems />}
              <BoxItems />
            </Menu.List>
          </Menu>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

function BoxItems() {
  const network = useDocument((state) => state.network);
  const isOpen = useDocument((state) => state.isOpen);
  if (!isOpen || network.nodes.length === 0) return null;
  return (
    <Menu.Group heading="Boxes">
      {network.nodes.slice(0, MOST_BOXES).map(({ flat, definition }) => (
        <Menu.Item key={flat.path} value={`box ${flat.path}`} keywords={[flat.path, definition?.title ?? '']} className={styles.item} onSelect={() => { close(); goToBox(flat.instancePath, flat.node.id); }}>
          <Swatch kind={kindOf(flat.node.type)} />
          <span>{flat.path}</span>
          <small>{definition?.title ?? flat.node.type}</small>
        </Menu.Item>
      ))}
    </Menu.Group>
  );
}

function CommandItems() {
  const shortcuts = useSession((state) => state.shortcuts);
  const groups = [...new Set(COMMANDS.map(({ group }) => group))];
  return groups.map((group) => (
    <Menu.Group key={group} heading={group}>
      {COMMANDS.filter((command) => command.group === group && command.id !== 'search').map((command) => {
        const keys = keysOf(command, shortcuts)[0];
        const type = command.id.startsWith('add-layer:') ? command.id.slice('add-layer:'.length) : undefined;
        const reason = command.unavailable?.();
        return (
          <Menu.Item
            key={command.id}
            value={command.id}
            // Who types the name of a layer means the layer, whatever else has it in its title.
            keywords={[...(type ? [findLayer(type)!.title] : []), command.title, command.words ?? '']}
            className={styles.item}
            disabled={reason !== undefined}
            onSelect={() => {
              close();
              tryCommand(command, (why) => notify(why));
            }}
          >
            {type && <Swatch kind={kindOf(type)} />}
            <span>{command.title}</span>
            <small>{reason ?? (keys !== undefined && <Keys keys={keys} />)}</small>
          </Menu.Item>
        );
      })}
    </Menu.Group>
  ));
}
