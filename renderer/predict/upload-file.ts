/** One file of the person's machine, brought to the host, which may be another. */
import { UPLOAD_PIECE_BYTES } from '../../engine/shell/protocol/files';
import { connectShell } from '../shell/connection';

/** Returns its path there. */
export async function uploadFile(file: File): Promise<string> {
  const client = connectShell();
  const { upload } = await client.request('files.startUpload', { name: file.name });
  let path = '';
  for (let offset = 0; offset === 0 || offset < file.size; offset += UPLOAD_PIECE_BYTES) {
    const bytes = new Uint8Array(await file.slice(offset, offset + UPLOAD_PIECE_BYTES).arrayBuffer());
    path = (await client.request('files.upload', { upload, path: file.name, offset, bytes })).file;
  }
  return path;
}
