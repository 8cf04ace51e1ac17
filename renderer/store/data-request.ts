/** What the open document says about its data, as the host is asked for it. */
import type { SplitOptions } from '../../engine/data/dataset';
import type { LoomDocument } from '../../engine/document/model';
import type { DataRequest } from '../../engine/shell/protocol/data';

/** As in the command line, where the document does not say itself. */
export const USUAL_SPLIT: SplitOptions = { seed: 1, validation: 0.15, test: 0 };

/** Undefined where the document has no data yet. In a window the path of its data is absolute. */
export function dataRequest({ data }: LoomDocument): DataRequest | undefined {
  return data && { source: data.source, split: data.split ?? USUAL_SPLIT };
}
