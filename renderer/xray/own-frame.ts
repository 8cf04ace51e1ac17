/** A picture of one's own, or a frame that was live, as the sample that is shown everywhere. */
import { answerFrozen, freezeLive, frozenFrame } from '../live/live-session';
import { canvasOf, pngOf } from '../predict/picture-bytes';
import { giveInput } from '../predict/inputs-store';
import { notify } from '../store/session-store';
import { useDocument } from '../store/document-store';

/** The bytes of a picture file, given to the first Input. */
export function showOwnFrame(bytes: Uint8Array): void {
  const input = useDocument.getState().network.nodes.find(({ definition }) => definition?.source);
  if (input) giveInput(input.flat.path, bytes);
  else notify('The network has no Input that takes a picture.', 'error');
}

/** Stops the live picture where it is, and looks through that frame. */
export async function showLiveFrame(): Promise<void> {
  await freezeLive(true);
  await answerFrozen();
  const frame = frozenFrame();
  if (!frame) return notify('The first live frame is not there yet.');
  const page = canvasOf(frame.width, frame.height);
  page.getContext('2d')!.drawImage(frame, 0, 0);
  showOwnFrame(await pngOf(page));
}
