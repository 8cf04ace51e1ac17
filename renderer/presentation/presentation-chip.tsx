import { ChevronDown } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import { presentationMode, typeScaleCommands } from '../commands/presentation';
import { runCommand } from '../commands/run-command';
import controls from '../design/controls.module.css';
import { useTypeScale } from '../store/presentation-store';
import styles from './presentation.module.css';

/** That a presentation is on, at which size, and the way out. */
export function PresentationChip() {
  const scale = useTypeScale();
  if (scale === 1) return null;
  return (
    <DropdownMenu.Root>
      <DropdownMenu.Trigger className={styles.chip} aria-label={`Presentation, type at ${100 * scale} %; choose another size`}>
        {`${100 * scale} %`}
        <ChevronDown size={13} aria-hidden />
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content className={controls.menu} align="end" sideOffset={4}>
          {typeScaleCommands.map((command) => (
            <DropdownMenu.Item key={command.id} className={controls.item} onSelect={() => runCommand(command)}>{command.title}</DropdownMenu.Item>
          ))}
          <DropdownMenu.Separator className={controls.divider} />
          <DropdownMenu.Item className={controls.item} onSelect={() => runCommand(presentationMode)}>End the presentation</DropdownMenu.Item>
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}
