/** Back to the network, which sees what was drawn where the folder is its data. */
import { rereadData, useData } from '../store/data-store';
import { writeLabels } from './edit-labels';
import { closeLabelling, useLabelling } from './labelling-store';

export async function leaveLabels(): Promise<void> {
  const { folder, history } = useLabelling.getState();
  closeLabelling();
  const source = useData.getState().request?.source;
  if (history.done > 0 && source?.kind === 'folder' && source.path === folder && (await writeLabels())) rereadData();
}
