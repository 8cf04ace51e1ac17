/** What was trained before, for training that begins there: its weights, or its network with them inside. */
import { stat } from 'node:fs/promises';
import { extname } from 'node:path';
import type { DType } from '../../core/dtype';
import { encodeSafetensors } from '../../document/safetensors';
import type { LoomDocument } from '../../document/model';
import { readDocumentFile } from '../../files/document-file';
import { explaining } from '../../files/file-problem';
import { giveWeights } from '../../infer/given-weights';
import { inferNetwork } from '../../infer/infer-network';
import { LAYER_CATALOG } from '../../infer/layer-catalog';
import { readRun } from '../../run/run-record';
import { packDocument } from '../document-payload';
import type { DocumentPayload } from '../protocol/documents';
import type { Engines } from './engines';

export class Bases {
  constructor(private readonly engines: Engines) {}

  /** By name, as a .safetensors. */
  async weights(model: string): Promise<{ tensors: Uint8Array; formerly: Readonly<Record<string, DType>> }> {
    const { tensors, formerly } = await this.engines.ask('weights', { path: model });
    return { tensors: Buffer.concat([...encodeSafetensors(tensors)]), formerly };
  }

  async network(model: string): Promise<{ document: DocumentPayload }> {
    return { document: packDocument(await this.read(model)) };
  }

  private async read(model: string): Promise<LoomDocument> {
    if ((await explaining(model, 'read', () => stat(model))).isDirectory()) {
      const [{ document }, { tensors }] = await Promise.all([readRun(model), this.engines.ask('weights', { path: model })]);
      return giveWeights(document, inferNetwork(document), new Map(tensors)).document;
    }
    if (extname(model).toLowerCase() === '.onnx') return (await this.engines.ask('import', { file: model })).document!;
    return (await readDocumentFile(model, { catalog: LAYER_CATALOG })).document;
  }
}
