/** A model file that is dropped on the canvas or the start screen is sent to the host and imported. */
import { UPLOAD_PIECE_BYTES } from '../../engine/shell/protocol/files';
import { report, shell } from '../shell/connection';
import { finishImport } from './import-file';
import { beginImport, closeImport, isCurrent, showImport } from './import-store';
import { isModelFile } from './model-file';

const PLACES = '[data-place="canvas"], [data-place="start"]';

/** Returns how to stop listening. */
export function listenForDroppedModels(): () => void {
  window.addEventListener('dragover', allow);
  window.addEventListener('drop', take);
  return () => {
    window.removeEventListener('dragover', allow);
    window.removeEventListener('drop', take);
  };
}

function isOverPlace({ target, dataTransfer }: DragEvent): boolean {
  return dataTransfer?.types.includes('Files') === true && target instanceof Element && target.closest(PLACES) !== null;
}

/** While it is dragged, a file does not say what it is. */
function allow(event: DragEvent): void {
  if (event.defaultPrevented || !isOverPlace(event)) return;
  event.preventDefault();
  event.dataTransfer!.dropEffect = 'copy';
}

function take(event: DragEvent): void {
  if (event.defaultPrevented || !isOverPlace(event)) return;
  event.preventDefault();
  const files = [...event.dataTransfer!.files];
  const model = files.find(({ name }) => isModelFile(name));
  if (model) send(model, files).catch(report);
  else report(new Error('Only .onnx files can be dropped here. Networks are opened with Open, and data is dropped on the Data panel.'));
}

/** With the files beside it, which may hold its weights. */
async function send(model: File, files: readonly File[]): Promise<void> {
  const file = { name: model.name, path: model.name };
  const turn = beginImport({ phase: 'reading', file, sent: 0 });
  const total = files.reduce((sum, { size }) => sum + size, 0);
  let sent = 0;
  let path = '';
  try {
    const { upload } = await shell()!.request('files.startUpload', { name: model.name.replace(/\.[^.]*$/, '') || 'model' });
    for (const one of files) {
      for (let offset = 0; offset === 0 || offset < one.size; offset += UPLOAD_PIECE_BYTES) {
        if (!isCurrent(turn)) return;
        const bytes = new Uint8Array(await one.slice(offset, offset + UPLOAD_PIECE_BYTES).arrayBuffer());
        const stored = await shell()!.request('files.upload', { upload, path: one.name, offset, bytes });
        if (one === model) path = stored.file;
        sent += bytes.length;
        showImport(turn, { phase: 'reading', file, sent: sent / Math.max(1, total) });
      }
    }
  } catch (error) {
    if (isCurrent(turn)) closeImport();
    throw error;
  }
  await finishImport(turn, { name: model.name, path });
}
