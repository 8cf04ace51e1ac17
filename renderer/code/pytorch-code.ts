import { LoomError, sentence } from '../../engine/core/diagnostic';
import type { LoomDocument } from '../../engine/document/model';
import { pytorchModel } from '../../engine/export/pytorch/model-code';
import type { InferredNetwork } from '../../engine/infer/infer-network';

/** PyTorch's code of the network, or why there is none. */
export function pytorchCode(document: LoomDocument, network: InferredNetwork): { readonly code: string } | { readonly reason: string } {
  try {
    return { code: pytorchModel(document, network).code };
  } catch (error) {
    if (!(error instanceof LoomError)) throw error;
    return { reason: error.diagnostics.map(sentence).join(' ') };
  }
}
