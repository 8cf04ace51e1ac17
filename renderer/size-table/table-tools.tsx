import { Copy, Search } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import { runCommand } from '../commands/run-command';
import { toggleShapeOrder } from '../commands/view';
import { classes } from '../design/classes';
import controls from '../design/controls.module.css';
import { ExampleBar } from '../examples/example-bar';
import { useExample } from '../examples/example-store';
import { notify, useSession } from '../store/session-store';
import { tableAsCsv, tableAsMarkdown, type SizeRow } from './rows';
import styles from './size-table.module.css';

interface TableToolsProps {
  readonly rows: readonly SizeRow[];
  readonly words: string;
  onWords(words: string): void;
}

async function copy(text: string, what: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    notify(`Copied the size table as ${what}.`);
  } catch {
    notify('The browser did not allow copying.', 'error');
  }
}

export function TableTools({ rows, words, onWords }: TableToolsProps) {
  const order = useSession((state) => state.shapeOrder);
  const isExercise = useExample(({ example }) => example?.kind === 'sizes');
  return (
    <div className={classes(controls.dockTools, styles.tools)} data-dock-tools>
      <label className={controls.search}>
        <Search size={13} aria-hidden />
        <input aria-label="Filter the table" placeholder="Filter" value={words} onChange={({ target }) => onWords(target.value)} />
      </label>
      <button type="button" className={controls.button} onClick={() => runCommand(toggleShapeOrder)}>
        {order === 'channels-last' ? 'h × w × c' : 'c × h × w'}
      </button>
      <DropdownMenu.Root>
        <DropdownMenu.Trigger className={controls.button}>
          <Copy size={13} aria-hidden />
          Copy
        </DropdownMenu.Trigger>
        <DropdownMenu.Portal>
          <DropdownMenu.Content className={controls.menu} align="end" sideOffset={4}>
            <DropdownMenu.Item className={controls.item} onSelect={() => void copy(tableAsCsv(rows, order), 'CSV')}>As CSV</DropdownMenu.Item>
            <DropdownMenu.Item className={controls.item} onSelect={() => void copy(tableAsMarkdown(rows, order), 'Markdown')}>As Markdown</DropdownMenu.Item>
          </DropdownMenu.Content>
        </DropdownMenu.Portal>
      </DropdownMenu.Root>
      {isExercise && <ExampleBar />}
    </div>
  );
}
