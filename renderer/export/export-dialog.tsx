/** How a network leaves: as a model that runs elsewhere, as code, as a picture, as a table. */
import { X } from 'lucide-react';
import { Dialog, Tabs } from 'radix-ui';
import { useState, type ComponentType } from 'react';
import controls from '../design/controls.module.css';
import { useSession } from '../store/session-store';
import { OnnxExport } from './onnx-export';
import { PictureExport } from './picture-export';
import { PyTorchExport } from './pytorch-export';
import { TableExport } from './table-export';
import styles from './export-dialog.module.css';

const KINDS: readonly { readonly id: string; readonly title: string; readonly hint: string; readonly Section: ComponentType }[] = [
  { id: 'onnx', title: 'ONNX model', hint: 'Runs in any ONNX runtime', Section: OnnxExport },
  { id: 'pytorch', title: 'PyTorch project', hint: 'Trains on bigger machines', Section: PyTorchExport },
  { id: 'picture', title: 'Picture', hint: 'The canvas as SVG or PNG', Section: PictureExport },
  { id: 'table', title: 'Size table', hint: 'As CSV or Markdown', Section: TableExport },
];

export function ExportDialog() {
  const isOpen = useSession((state) => state.dialog === 'export');
  const [kind, setKind] = useState('onnx');
  return (
    <Dialog.Root open={isOpen} onOpenChange={(open) => !open && useSession.setState({ dialog: undefined })}>
      <Dialog.Portal>
        <Dialog.Overlay className={styles.overlay} />
        <Dialog.Content className={styles.dialog} aria-describedby={undefined}>
          <header className={styles.header}>
            <Dialog.Title>Export</Dialog.Title>
            <Dialog.Close className={controls.icon} aria-label="Close"><X size={16} aria-hidden /></Dialog.Close>
          </header>
          <Tabs.Root className={styles.columns ?? ''} orientation="vertical" value={kind} onValueChange={setKind}>
            <Tabs.List className={styles.kinds ?? ''} aria-label="What to export">
              {KINDS.map(({ id, title, hint }) => (
                <Tabs.Trigger key={id} className={styles.kind ?? ''} value={id}>
                  {title}
                  <small>{hint}</small>
                </Tabs.Trigger>
              ))}
            </Tabs.List>
            {KINDS.map(({ id, Section }) => (
              <Tabs.Content key={id} className={styles.section ?? ''} value={id}>
                <Section />
              </Tabs.Content>
            ))}
          </Tabs.Root>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
