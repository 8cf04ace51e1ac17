import { packDocument } from '../../engine/shell/document-payload';
import { formatText } from '../../engine/text/model-text';
import { useCodeView } from '../code/code-view-store';
import { pytorchCode } from '../code/pytorch-code';
import { hasMistakes, shownText, typeText } from '../code/text-sync';
import { report, shell } from '../shell/connection';
import { useShell } from '../shell/shell-store';
import { useDocument } from '../store/document-store';
import { notify, showDock } from '../store/session-store';
import type { Command } from './command';
import { needsDocument } from './conditions';

/** Why there is no PyTorch code now. */
function needsCode(): string | undefined {
  const missing = needsDocument();
  if (missing !== undefined) return missing;
  const { document, network } = useDocument.getState();
  const written = pytorchCode(document, network);
  return 'reason' in written ? written.reason : undefined;
}

export const formatCode: Command = {
  id: 'format-code',
  title: 'Format the code',
  group: 'Edit',
  keys: ['Alt+Shift+f'],
  words: 'text tidy indent',
  unavailable: () => needsDocument() ?? (hasMistakes(useDocument.getState().document) ? 'Mend the mistakes in the code first.' : undefined),
  run: () => {
    const text = formatText(shownText(useDocument.getState().document));
    if (text !== undefined) typeText(text);
  },
};

export const showPytorch: Command = {
  id: 'show-pytorch',
  title: 'PyTorch code',
  group: 'Go',
  words: 'python torch text',
  unavailable: needsDocument,
  run: () => {
    useCodeView.setState({ view: 'pytorch' });
    showDock('code');
  },
};

export const copyPytorch: Command = {
  id: 'copy-pytorch',
  title: 'Copy the PyTorch code',
  group: 'File',
  words: 'python torch clipboard',
  unavailable: needsCode,
  run: () => {
    const { document, network } = useDocument.getState();
    const written = pytorchCode(document, network);
    if (!('code' in written)) return;
    navigator.clipboard.writeText(written.code).then(
      () => notify('Copied the PyTorch code.'),
      () => notify('The browser did not allow copying.', 'error'),
    );
  },
};

export const exportPytorch: Command = {
  id: 'export-pytorch',
  title: 'Export PyTorch project…',
  group: 'File',
  words: 'python torch train.py distributed safetensors',
  unavailable: () => needsCode() ?? (shell() && useShell.getState().connection === 'open' ? undefined : 'LayerLoom cannot be reached, so files cannot be written now.'),
  run: () => void exportProject(),
};

async function exportProject(): Promise<void> {
  try {
    const { folder, files } = await shell()!.request('model.exportPytorch', { from: { document: packDocument(useDocument.getState().document) } });
    notify(`Wrote ${files.join(', ')} to ${folder}.`);
  } catch (error) {
    report(error);
  }
}
