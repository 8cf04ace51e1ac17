/** How a network leaves: as a model that runs elsewhere, as code, as a picture, as a table. */
import { Tabs } from 'radix-ui';
import { useState, type ComponentType } from 'react';
import { Modal } from '../design/modal';
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
    <Modal isOpen={isOpen} onClose={() => useSession.setState({ dialog: undefined })} title="Export" size="medium">
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
    </Modal>
  );
}
