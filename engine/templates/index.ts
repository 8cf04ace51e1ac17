/** Every template: small ones that train on built-in data, then the networks they are taken from. Adding one touches its own file and one line here. */
import { fail } from '../core/diagnostic';
import { densenet121 } from './densenet121';
import { googlenet } from './googlenet';
import { inceptionV3 } from './inception-v3';
import { lenet5 } from './lenet5';
import { mlp } from './mlp';
import { mobilenetSmall } from './mobilenet-small';
import { mobilenetV1 } from './mobilenet-v1';
import { mobilenetV2 } from './mobilenet-v2';
import { perceptron } from './perceptron';
import { resnet101 } from './resnet101';
import { resnet18 } from './resnet18';
import { resnet34 } from './resnet34';
import { resnet50 } from './resnet50';
import { resnetSmall } from './resnet-small';
import { squeezenet } from './squeezenet';
import type { Template } from './template';
import { vgg11 } from './vgg11';
import { vgg16 } from './vgg16';
import { vgg19 } from './vgg19';
import { vggSmall } from './vgg-small';
import { xception } from './xception';
import { xorMlp } from './xor-mlp';

export const TEMPLATES: readonly Template[] = [
  perceptron,
  xorMlp,
  mlp,
  lenet5,
  vggSmall,
  resnetSmall,
  mobilenetSmall,

  vgg11,
  vgg16,
  vgg19,
  googlenet,
  inceptionV3,

  resnet18,
  resnet34,
  resnet50,
  resnet101,
  densenet121,

  squeezenet,
  mobilenetV1,
  mobilenetV2,
  xception,
];

export const TEMPLATE_NAMES: readonly string[] = TEMPLATES.map(({ name }) => name);

export function findTemplate(name: string): Template | undefined {
  return TEMPLATES.find((template) => template.name === name);
}

/** Throws LoomError listing the templates there are. */
export function requireTemplate(name: string): Template {
  return (
    findTemplate(name) ??
    fail('unknown-template', `There is no template “${name}”.`, { expected: TEMPLATE_NAMES.join(', '), found: name, remedy: `The templates are ${TEMPLATE_NAMES.join(', ')}.` })
  );
}
