/** What the layer files say, as the text of completions and hovers (Markdown). */
import type { ParameterSpec } from '../../engine/core/parameters';
import { formatShape } from '../../engine/core/shape';
import type { LayerDefinition } from '../../engine/layers/define-layer';
import { functionOf } from '../../engine/text/function-names';
import { printValue } from '../../engine/text/print-value';
import type { Json } from '../../engine/document/model';
import type { NodeFacts } from '../network/facts';

/** `conv2d(in, { filters, kernel, … })` */
export function signatureOf(layer: LayerDefinition): { readonly label: string; readonly inputs: readonly string[] } {
  const { inputs } = layer;
  const names = 'prefix' in inputs ? [`${inputs.prefix}1`, `${inputs.prefix}2`, '…'] : inputs.map(({ name }) => name);
  const parameters = Object.keys(layer.parameters);
  const given = [...names, ...(parameters.length > 0 ? [`{ ${parameters.join(', ')} }`] : [])];
  return { label: `${functionOf(layer.type)}(${given.join(', ')})`, inputs: given };
}

export function layerHelp(layer: LayerDefinition): string {
  const lines = Object.entries(layer.parameters).map(([name, spec]) => `- \`${name}\` ${lowerFirst(spec.help)}; ${rangeOf(spec)}, else ${printDefault(spec)}`);
  return [`**${layer.title}** ${layer.summary}.`, layer.documentation.text, lines.join('\n')].filter((part) => part !== '').join('\n\n');
}

export function parameterHelp(name: string, spec: ParameterSpec<unknown>): string {
  return `**${name}** ${spec.help}${spec.unit ? ` (${spec.unit})` : ''}.\n\n${upperFirst(rangeOf(spec))}; ${printDefault(spec)} where it is not given.`;
}

export function rangeOf(spec: ParameterSpec<unknown>): string {
  const parsed = spec.parse(undefined);
  return 'expected' in parsed ? parsed.expected : spec.label;
}

export function printDefault(spec: ParameterSpec<unknown>): string {
  return `\`${printValue(spec.default as Json)}\``;
}

/** What a box is and what leaves it. */
export function boxHelp(facts: NodeFacts): string {
  const numbers = [
    facts.shape && `gives **${formatShape(facts.shape)}**`,
    facts.parameters !== undefined && `${facts.parameters.toLocaleString('en')} parameters`,
    facts.macs !== undefined && facts.macs > 0 && `${facts.macs.toLocaleString('en')} multiply–adds`,
  ].filter((part) => typeof part === 'string');
  const problems = facts.problems.map(({ message, remedy }) => `${message}${remedy ? ` ${remedy}` : ''}`);
  return [`**${facts.node.name}** ${facts.title}`, numbers.join(' · '), ...problems].filter((part) => part !== '').join('\n\n');
}

function lowerFirst(text: string): string {
  return text.slice(0, 1).toLowerCase() + text.slice(1);
}

function upperFirst(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}
