import { useModelChoice } from '../../maps/model-choice';
import { useDocument } from '../../store/document-store';
import { isCanvasOfGestures } from '../live-models';

/** Whether what answers tells gestures, from points that another network tells. */
export function useSeesThroughEyes(): boolean {
  useModelChoice();
  return useDocument(isCanvasOfGestures);
}
