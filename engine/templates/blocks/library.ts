/** The blocks that every window offers, as they come out of the drawer. */
import type { Block } from '../network-builder';
import { bottleneck, projectingBottleneck } from './bottleneck';
import { convnextBlock, convnextHalving } from './convnext-block';
import { convUnit, oblongUnit, separableUnit } from './conv-unit';
import { denseLayer, transition } from './dense-block';
import { fire } from './fire';
import { inception } from './inception';
import { inceptionReductionA, inceptionReductionB, inceptionResnetA, inceptionResnetB, inceptionResnetC, type ResidualOptions } from './inception-resnet';
import { changingInvertedResidual, invertedResidual } from './inverted-residual';
import { mbconv } from './mbconv';
import { plainConv } from './plain-conv';
import { projectingResidual, residual } from './residual';
import { halvingShuffleUnit, shuffleUnit } from './shuffle-unit';
import { transformerEncoder } from './transformer-encoder';
import { unetStage, unetUp } from './unet-stage';
import { xceptionReduction, xceptionUnit } from './xception-unit';

/** As wide as in Inception-ResNet v2. */
function inceptionResnetOptions(): ResidualOptions {
  return {
    units: { square: convUnit(), oblong: oblongUnit() },
    widths: { a: [48, 64], b: [192, 128, 160, 192], c: [192, 192, 224, 256], reductionA: [256, 256, 384], reductionB: [288, 288, 320], channels: [320, 1088, 2080] },
  };
}

const MAKERS: readonly (() => Block)[] = [
  plainConv,
  () => convUnit(),
  () => separableUnit(),
  residual,
  projectingResidual,
  bottleneck,
  projectingBottleneck,
  () => inception(convUnit()),
  () => inceptionResnetA(inceptionResnetOptions()),
  () => inceptionResnetB(inceptionResnetOptions()),
  () => inceptionResnetC(inceptionResnetOptions()),
  () => inceptionReductionA(inceptionResnetOptions()),
  () => inceptionReductionB(inceptionResnetOptions()),
  denseLayer,
  transition,
  invertedResidual,
  changingInvertedResidual,
  () => mbconv({ activation: 'silu', gate: 'sigmoid', expands: true, adds: true }),
  () => mbconv({ activation: 'silu', gate: 'sigmoid', expands: true, adds: false }),
  fire,
  shuffleUnit,
  halvingShuffleUnit,
  xceptionUnit,
  () => xceptionReduction({ startsWithRelu: true }),
  convnextBlock,
  convnextHalving,
  () => unetStage({ padding: 'same' }),
  () => unetUp({ padding: 'same' }),
  () => transformerEncoder(),
];

let made: readonly Block[] | undefined;

/** Made once: whoever takes a block into a document gives it ids of its own. */
export function blockLibrary(): readonly Block[] {
  made ??= MAKERS.map((make) => make());
  return made;
}
