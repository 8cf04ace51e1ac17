/** What an untrained network takes and answers: by the columns of its data, or, where it has met none, by its shapes alone. */
import { readyNodes } from '../compile/1-lower';
import { LoomError } from '../core/diagnostic';
import type { DocumentData } from '../document/model';
import type { Dataset } from '../data/dataset';
import { defaultImageSteps } from '../data/preprocess';
import { APP_VERSION } from '../document/version';
import type { InferredNetwork } from '../infer/infer-network';
import { bindColumns, targetType } from './bind-columns';
import { modelSignature, searchesIn, type FeatureColumn, type ModelSignature, type TargetSignature } from './signature';

/**
 * Answers that do not fit the data keep no sample from flowing: then classes are counted instead of named. Throws LoomError with
 * every problem of the network, or where its Inputs and the columns do not fit.
 */
export function documentSignature(network: InferredNetwork, dataset: Pick<Dataset, 'columns'> | undefined, preprocessing: DocumentData['preprocessing']): ModelSignature {
  if (!dataset) return bareSignature(network);
  try {
    return modelSignature(network, bindColumns(network, dataset), APP_VERSION, preprocessing);
  } catch (error) {
    if (!(error instanceof LoomError)) throw error;
    const answerless = { ...network, nodes: network.nodes.filter(({ definition }) => !definition?.target) };
    const { features } = modelSignature(answerless, bindColumns(answerless, dataset), APP_VERSION, preprocessing);
    return { ...bareSignature(network), features, ...searchesIn(network, features) };
  }
}

/** Inputs of one or three channels take pictures from 0 to 1, others a number per value; classes are counted from 0. Heads that find things say so themselves. */
function bareSignature(network: InferredNetwork): ModelSignature {
  const nodes = readyNodes(network);
  const features = nodes.flatMap(({ flat: { path }, definition, sizes }) => {
    const shape = sizes.outputs[0] as readonly number[];
    return definition.source ? [{ input: path, shape, columns: bareColumns(path, shape) }] : [];
  });
  const targets = nodes.flatMap((node): TargetSignature[] => {
    const { flat: { path }, definition, parameters, sizes } = node;
    const outputs = (sizes.outputs[0] as readonly number[]).reduce((product, size) => product * size, 1);
    if (!definition.target) return [];
    const about = { node: path, column: path, shape: [outputs], loss: { name: 'mean-squared-error' as const, weight: 1, options: {} } };
    const accepted = definition.target.accepts(parameters);
    const onPicture = (['boxes', 'points'] as const).find((kind) => accepted.includes(kind));
    if (onPicture) return [{ ...about, kind: onPicture, encoding: 'value', shape: targetType(node).shape as readonly number[], ...(onPicture === 'boxes' && { classes: counted(Number(parameters['classes'] ?? 1)) }) }];
    if (!accepted.includes('category')) return [{ ...about, kind: 'number', encoding: 'value' }];
    return [{ ...about, kind: 'category', encoding: 'label', classes: counted(Math.max(2, outputs)) }];
  });
  return { version: 1, writer: APP_VERSION, features, ...searchesIn(network, features), targets };
}

/** Classes that nobody has named. */
function counted(classes: number): readonly string[] {
  return Array.from({ length: classes }, (_, index) => String(index));
}

function bareColumns(path: string, shape: readonly number[]): FeatureColumn[] {
  const [channels, height, width] = shape;
  if (shape.length === 3 && (channels === 1 || channels === 3)) return [{ name: path, kind: 'image', imageSteps: defaultImageSteps({ channels, height: height!, width: width! }) }];
  const count = shape.reduce((product, size) => product * size, 1);
  return Array.from({ length: count }, (_, index) => ({ name: count === 1 ? path : `${path} ${index + 1}`, kind: 'number' }));
}
