/** The playground's network as a document, with its points as a table, so that everything else can be done with it. */
import type { LoomDocument } from '../../../engine/document/model';
import type { LabPoint } from '../../../engine/labs/points';
import { shell } from '../../shell/connection';
import { startNetwork } from '../../commands/files';

const FILE = 'points.csv';

export async function openAsNetwork(document: LoomDocument, points: readonly LabPoint[]): Promise<void> {
  const table = ['x,y,class', ...points.map(({ x, y, label }) => `${x.toFixed(4)},${y.toFixed(4)},${label === 0 ? 'disc' : 'square'}`)].join('\n');
  const { upload } = await shell()!.request('files.startUpload', { name: 'playground' });
  const { file } = await shell()!.request('files.upload', { upload, path: FILE, offset: 0, bytes: new TextEncoder().encode(table) });
  startNetwork({ ...document, data: { source: { kind: 'csv', path: file, target: 'class' }, split: { seed: 1, validation: 0.2, test: 0 } } });
}
