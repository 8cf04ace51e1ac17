import { saveSizeTable } from '../commands/export';
import controls from '../design/controls.module.css';
import { CommandButton } from '../design/command-button';
import { COLUMNS, arrangeRows, sizeRows, tableAsMarkdown } from '../size-table/rows';
import { useDocument } from '../store/document-store';
import { useSession } from '../store/session-store';
import { networkFileName } from './picture-files';
import { saveBlob } from './save-blob';
import styles from './export-dialog.module.css';

function saveMarkdown(): void {
  const rows = arrangeRows(sizeRows(useDocument.getState().network), '', { column: COLUMNS[0]!.id, isDescending: false });
  saveBlob(networkFileName('-sizes.md'), new Blob([`${tableAsMarkdown(rows, useSession.getState().shapeOrder)}\n`], { type: 'text/markdown' }));
}

export function TableExport() {
  return (
    <div className={styles.stack}>
      <p>Every layer with its output shape, activations, parameters, multiplications, receptive field and memory, those inside blocks included.</p>
      <div className={styles.actions}>
        <CommandButton command={saveSizeTable} label="Save as CSV" />
        <button type="button" className={controls.button} onClick={saveMarkdown}>Save as Markdown</button>
      </div>
    </div>
  );
}
