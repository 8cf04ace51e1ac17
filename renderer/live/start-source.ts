/** Starting from a kind of source as a person does: with the files it needs asked for first. */
import type { LiveSourceKind } from '../../engine/document/model';
import { startLive } from './live-session';
import { pickFolder, pickVideo } from './pick-files';

export async function startSource(kind: LiveSourceKind): Promise<void> {
  if (kind === 'camera' || kind === 'screen') return startLive(kind);
  const files = await (kind === 'video' ? pickVideo() : pickFolder());
  if (files.length > 0) await startLive(kind, files);
}
