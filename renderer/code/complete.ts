/** What could stand at a place of the text; without the editor, so that it can be tested alone. */
import { isPlainName } from '../../engine/text/tokens';
import { functionOf, FUNCTION_NAMES, typeOf } from '../../engine/text/function-names';
import { printName, quote } from '../../engine/text/print-value';
import type { BlockSyntax, ModelSyntax } from '../../engine/text/syntax';
import { findLayer, LAYER_TYPES } from '../../engine/layers/index';
import { layerHelp, parameterHelp, printDefault, rangeOf } from './layer-help';

export interface Proposal {
  readonly label: string;
  readonly kind: 'layer' | 'block' | 'box' | 'parameter' | 'value' | 'word';
  /** With `$0` where the caret goes, where `isSnippet`. */
  readonly text: string;
  readonly isSnippet?: boolean;
  readonly detail?: string;
  readonly help?: string;
}

const SETTINGS: readonly (readonly [string, string])[] = [
  ['frozen: true', 'Training leaves its tensors as they are'],
  ['muted: true', 'Left out of the network: what comes in goes out'],
  ["column: '$0'", 'The column of the data that an input or output stands for'],
  ["columns: ['$0']", 'Several columns, side by side in a vector'],
  ['repeat: $0', 'So many copies of a block, one after the other'],
  ['shareWeights: true', 'All copies use the tensors of the first'],
  ['tensors: { $0 }', 'How single tensors start and train'],
];

/** `before` is the text up to the caret. */
export function proposals(before: string, model: ModelSyntax): readonly Proposal[] {
  const line = before.slice(Math.max(before.lastIndexOf('\n'), before.lastIndexOf(';'), before.lastIndexOf('{\n')) + 1);
  const call = /=\s*(?:([\p{L}_][\p{L}\p{N}_]*)|'([^']*)')\s*\((.*)$/su.exec(line);
  const block = model.blocks.find(({ start, body }) => start < before.length && before.length <= body.end + 1);
  if (call) return inCall(call[1] ?? call[2]!, call[2] !== undefined, call[3]!, model, block);
  if (/=\s*['\p{L}\p{N}_]*$/u.test(line)) return callees(model);
  return /^\s*\p{L}*$/u.test(line) ? statements(block) : [];
}

function statements(block: BlockSyntax | undefined): readonly Proposal[] {
  const box: Proposal = { label: 'const', kind: 'word', text: 'const ${1:name} = $0', isSnippet: true, detail: 'a box' };
  if (block) return [box, { label: 'return', kind: 'word', text: 'return $0;', isSnippet: true, detail: 'what the block gives' }];
  return [box, { label: 'function', kind: 'word', text: 'function ${1:name}(${2:in}: ${3:any}): ${4:any} {\n  $0\n}', isSnippet: true, detail: 'a block' }];
}

function callees(model: ModelSyntax): readonly Proposal[] {
  const layers = LAYER_TYPES.map((type): Proposal => {
    const layer = findLayer(type)!;
    const takesNothing = !('prefix' in layer.inputs) && layer.inputs.length === 0;
    return { label: functionOf(type)!, kind: 'layer', text: `${functionOf(type)}(${takesNothing ? '{ $0 }' : '$0'});`, isSnippet: true, detail: layer.summary, help: layerHelp(layer) };
  });
  const blocks = model.blocks.map(({ name: { text } }): Proposal => {
    const callee = FUNCTION_NAMES.includes(text) || !isPlainName(text) ? quote(text) : text;
    return { label: callee, kind: 'block', text: `${callee}($0);`, isSnippet: true, detail: 'a block of this network' };
  });
  return [...blocks, ...layers];
}

function inCall(callee: string, isQuoted: boolean, given: string, model: ModelSyntax, block: BlockSyntax | undefined): readonly Proposal[] {
  const { depth, objects, own } = nesting(given);
  if (depth === 0) return operands(model, block);
  if (depth > 1) return [];
  const value = /([\p{L}_]\w*)\s*:\s*('?)\w*$/u.exec(own);
  const used = new Set([...own.matchAll(/([\p{L}_]\w*)\s*:/gu)].map(([, name]) => name));
  if (objects > 1) return value ? [] : SETTINGS.filter(([text]) => !used.has(text.slice(0, text.indexOf(':')))).map(([text, detail]) => ({ label: text.slice(0, text.indexOf(':')), kind: 'parameter', text, isSnippet: true, detail }));
  const type = isQuoted ? undefined : typeOf(callee);
  if (type === undefined) return blockArguments(model, callee, used, value !== null);
  const specs = findLayer(type)!.parameters;
  if (value) {
    const spec = specs[value[1]!];
    const isOpen = value[2] !== '';
    const values = spec?.options?.map((option) => (isOpen ? option : quote(option))) ?? (spec?.kind === 'boolean' ? ['true', 'false'] : []);
    return values.map((text) => ({ label: text, kind: 'value', text }));
  }
  return Object.entries(specs).filter(([name]) => !used.has(name)).map(([name, spec]): Proposal => {
    const placeholder = spec.kind === 'choice' || spec.kind === 'text' ? "'$0'" : spec.kind === 'integers' || spec.kind === 'numbers' ? '[$0]' : '$0';
    return { label: name, kind: 'parameter', text: `${name}: ${placeholder}`, isSnippet: true, detail: `${rangeOf(spec)}; else ${printDefault(spec).replaceAll('`', '')}`, help: parameterHelp(name, spec) };
  });
}

function blockArguments(model: ModelSyntax, callee: string, used: ReadonlySet<string | undefined>, isValue: boolean): readonly Proposal[] {
  const block = model.blocks.find(({ name }) => name.text === callee);
  if (!block || isValue) return [];
  return block.parameters.filter(({ name }) => !used.has(name.text)).map(({ name, kind }) => ({ label: name.text, kind: 'parameter', text: `${name.text}: $0`, isSnippet: true, detail: kind.text }));
}

function operands(model: ModelSyntax, block: BlockSyntax | undefined): readonly Proposal[] {
  const boxes = (block?.boxes ?? model.boxes).map(({ name, callee }): Proposal => ({ label: printName(name.text), kind: 'box', text: printName(name.text), detail: callee.text }));
  const ports = (block?.inputs ?? []).map(({ name, kind }): Proposal => ({ label: printName(name.text), kind: 'box', text: printName(name.text), detail: `input, ${kind.text}` }));
  return [...ports, ...boxes.reverse()];
}

/** Braces around the caret, which of the call's objects it stands in, and that object so far. */
function nesting(given: string): { readonly depth: number; readonly objects: number; readonly own: string } {
  let depth = 0;
  let objects = 0;
  let from = 0;
  for (const { 0: sign, index } of given.replaceAll(/'[^']*'/g, (text) => '_'.repeat(text.length)).matchAll(/[{}[\]]/g)) {
    if (sign === '{' || sign === '[') {
      if (depth === 0) {
        objects++;
        from = index + 1;
      }
      depth++;
    } else depth--;
  }
  return { depth, objects, own: given.slice(from) };
}
