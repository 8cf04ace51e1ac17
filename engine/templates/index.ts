/** Every template, from the simplest network to the largest. Adding one touches its own file and one line here. */
import { fail } from '../core/diagnostic';
import { lenet5 } from './lenet5';
import { mlp } from './mlp';
import { mobilenetSmall } from './mobilenet-small';
import { perceptron } from './perceptron';
import { resnetSmall } from './resnet-small';
import type { Template } from './template';
import { vggSmall } from './vgg-small';
import { xorMlp } from './xor-mlp';

export const TEMPLATES: readonly Template[] = [perceptron, xorMlp, mlp, lenet5, vggSmall, mobilenetSmall, resnetSmall];

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
