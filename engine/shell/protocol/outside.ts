/** Models from elsewhere that see: what they are, and what they answer about a picture by a mapping. */
import type { OutsideAnswer, OutsideFacts } from '../../run/outside-models';
import type { ModelTask } from '../../vision/model-task';

export interface OutsideOperations {
  /** What a file takes and answers, and what it is recognised as. */
  'outside.describe': { input: { readonly model: string }; result: OutsideFacts };
  /** Its answer about a picture, given as the bytes of its file. The model runs again only for another picture or input. */
  'outside.see': { input: { readonly model: string; readonly picture: Uint8Array; readonly task: ModelTask }; result: OutsideAnswer };
}
