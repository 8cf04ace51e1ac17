import { ChevronDown, Search } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import type { Command } from '../commands/command';
import { showExport } from '../commands/export';
import { newNetwork, open, save, saveAs, startScreen } from '../commands/files';
import { search, showShortcuts } from '../commands/go';
import { tryCommand } from '../commands/index';
import { labelPictures } from '../commands/labelling';
import { showLabs } from '../commands/labs';
import { keysOf } from '../commands/shortcuts';
import { presentationMode } from '../commands/presentation';
import { themeCommands, toggleShapeOrder } from '../commands/view';
import controls from '../design/controls.module.css';
import { CommandButton, useUnavailable } from '../design/command-button';
import { Keys } from '../design/keys';
import { useLabelling } from '../labelling/labelling-store';
import { useLabs } from '../labs/labs-store';
import { PresentationChip } from '../presentation/presentation-chip';
import { hasUnsavedChanges, useDocument } from '../store/document-store';
import { notify, useSession } from '../store/session-store';
import { useShell } from '../shell/shell-store';
import { MachineChip, RunControls } from '../training/run-controls';
import styles from './header.module.css';

const MENU: readonly (Command | 'divider')[] = [newNetwork, open, 'divider', save, saveAs, showExport, 'divider', startScreen, labelPictures, showLabs, showShortcuts, 'divider', toggleShapeOrder, presentationMode, ...themeCommands];

export function Header() {
  const isLab = useLabs((state) => state.isOpen);
  const isLabelling = useLabelling((state) => state.isOpen);
  const isOpen = useDocument((state) => state.isOpen) && !isLab && !isLabelling;
  const searchKeys = useSession((state) => keysOf(search, state.shortcuts)[0]);
  return (
    <header className={styles.header} data-place="header" tabIndex={-1}>
      <MainMenu />
      {isOpen && <DocumentTitle />}
      <button type="button" className={styles.search} onClick={() => search.run()}>
        <Search size={13} aria-hidden />
        <span>Search layers, commands, boxes</span>
        {searchKeys !== undefined && <Keys keys={searchKeys} />}
      </button>
      <span className={styles.end}>
        <ConnectionChip />
        <PresentationChip />
        {isOpen && <MachineChip />}
        {isOpen && <CommandButton command={showExport} label="Export" />}
        {isOpen && <CommandButton command={save} label="Save" />}
        {isOpen && <RunControls />}
      </span>
    </header>
  );
}

function MainMenu() {
  return (
    <DropdownMenu.Root>
      <DropdownMenu.Trigger className={styles.brand} aria-label="LayerLoom menu">
        LayerLoom
        <ChevronDown size={14} aria-hidden />
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content className={controls.menu} align="start" sideOffset={4}>
          {MENU.map((entry, index) => (entry === 'divider' ? <DropdownMenu.Separator key={index} className={controls.divider} /> : <MenuItem key={entry.id} command={entry} />))}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}

function MenuItem({ command }: { readonly command: Command }) {
  const reason = useUnavailable(command);
  const keys = useSession((state) => keysOf(command, state.shortcuts)[0]);
  return (
    <DropdownMenu.Item className={controls.item} disabled={reason !== undefined} onSelect={() => tryCommand(command, (why) => notify(why))}>
      {command.title}
      {keys !== undefined && <Keys keys={keys} />}
    </DropdownMenu.Item>
  );
}

function DocumentTitle() {
  const name = useDocument(({ file, document }) => file?.name ?? document.name);
  const isUnsaved = useDocument(hasUnsavedChanges);
  return (
    <h1 className={styles.document}>
      {name}
      {isUnsaved && <span className={styles.dot} role="img" aria-label="unsaved changes" title="Unsaved changes" />}
    </h1>
  );
}

/** Only where something is wrong. */
function ConnectionChip() {
  const isLost = useShell((state) => state.connection === 'lost');
  if (!isLost) return null;
  return (
    <span className={styles.chip} role="status">
      <span className={styles.lost} />
      Connection lost, trying again
    </span>
  );
}
