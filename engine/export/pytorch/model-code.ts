/**
 * The network as Python: a class for each kind of block, one line for each layer, shapes beside them. Every layer writes
 * its own code (`torch` in its file); this file only puts it in order. Runs in the window too.
 */
import { fail } from '../../core/diagnostic';
import { formatShape } from '../../core/shape';
import type { LoomDocument } from '../../document/model';
import { APP_VERSION } from '../../document/version';
import type { InferredNetwork, InferredNode } from '../../infer/infer-network';
import type { LayerDefinition, TorchCode } from '../../layers/define-layer';
import { torchRuleOf } from './losses';
import { flatTree, moduleTree, sourceKey, type ModuleItem, type ModuleNode } from './module-tree';
import { predictionOf } from './predictions';
import { PythonNames } from './python-names';

export interface PytorchModel {
  /** The text of model.py. */
  readonly code: string;
  /** Our key of each tensor → its name in the state dict. */
  readonly keys: ReadonlyMap<string, string>;
  /** Arguments of `forward`, in order, with the paths of their boxes. */
  readonly inputs: readonly { readonly argument: string; readonly path: string }[];
  /** The Output boxes whose answers `forward` returns, in order. */
  readonly outputs: readonly string[];
  /** The one Output whose true boxes `forward` is shown while the network is trained. */
  readonly shown: string | undefined;
}

interface ClassText {
  readonly name: string;
  /** Within the class: tensor path below it → attribute path. */
  readonly attributes: ReadonlyMap<string, string>;
}

/** Throws LoomError where a layer has no size yet. */
export function pytorchModel(document: LoomDocument, network: InferredNetwork): PytorchModel {
  const unready = network.nodes.find(({ definition, sizes }) => !definition || !sizes);
  if (unready) fail('not-ready', `“${unready.flat.path}” has no size yet, so there is no code for it.`, { node: unready.flat.path, remedy: 'Mend the problems of the network first.' });
  if (network.nodes.length === 0) fail('not-ready', 'The network is empty, so there is no code for it.', { remedy: 'Add an Input and layers after it.' });
  return new ModelWriter(document, network).write();
}

class ModelWriter {
  private readonly classNames = new PythonNames();
  /** Texts of classes, so that copies that are alike share one. */
  private readonly classes = new Map<string, string>();
  private readonly finished: string[] = [];
  private readonly targets: readonly InferredNode[];
  /** Whether `forward` gives what losses are made of. */
  private readonly compared: boolean;
  private readonly shown: InferredNode | undefined;

  constructor(private readonly document: LoomDocument, private readonly network: InferredNetwork) {
    this.classNames.claimClass('Net');
    this.targets = network.nodes.filter(({ definition }) => definition!.target);
    this.compared = this.targets.every((node) => torchRuleOf(node)) && this.targets.some((node) => torchRuleOf(node)!.reads !== 'answer');
    this.shown = this.compared && network.nodes.some((node) => torchOf(node).taught) ? onlyFinder(this.targets) : undefined;
  }

  write(): PytorchModel {
    const tree = moduleTree(this.network) ?? flatTree(this.network);
    const body = this.writerOf(tree);
    const sources = this.network.nodes.filter(({ definition }) => isGiven(definition!));
    const { targets, compared, shown } = this;
    const loose = this.network.nodes.filter(({ flat }) => !this.network.nodes.some(({ operands }) => operands.some((operand) => operand.startsWith(`${flat.path}:`))));
    const outputs = targets.length > 0 ? targets : loose.filter(({ definition }) => !isGiven(definition!));
    const inputs = sources.map(({ flat }) => ({ argument: body.values.claim(flat.path), path: flat.path }));
    sources.forEach(({ flat, definition }, index) => body.variables.set(`${flat.path}:${definition!.outputs[0]!.name}`, inputs[index]!.argument));
    const { init, forward, heads, attributes } = body.write();
    const answers = outputs.map((node) => body.variableOf(node));
    const frozen = this.frozenLines(attributes);
    const lines = [
      'class Net(nn.Module):',
      '    def __init__(self):',
      '        super().__init__()',
      ...[...init, ...frozen.init].map(indent(2)),
      '',
      `    def forward(${['self', ...inputs.map(({ argument }) => argument), ...(compared ? ['for_loss=False'] : []), ...(shown ? ['true_boxes=None'] : [])].join(', ')}):`,
      ...sources.map((node, index) => `        # ${inputs[index]!.argument}: N×${formatShape(node.sizes!.outputs[0]!)}`),
      ...forward.map(indent(2)),
      ...(compared ? ['        if for_loss:', `            return [${targets.map((node) => body.comparedOf(node)).join(', ')}]`] : []),
      ...heads.map(indent(2)),
      `        return ${answers.join(', ')}`,
      ...predictLines(outputs, inputs.map(({ argument }) => argument)),
      ...frozen.train,
    ];
    const text = [...this.functions(), ...this.finished, `${lines.join('\n')}\n`].join('\n\n');
    return { code: `${this.header(text)}\n\n\n${text}`, keys: this.keys(attributes), inputs, outputs: outputs.map(({ flat }) => flat.path), shown: shown?.flat.path };
  }

  /** What PyTorch has no function for, and layers of the network call. */
  private functions(): readonly string[] {
    const sources = this.network.nodes.map(torchOf).flatMap(({ functions, taught }) => Object.values({ ...functions, ...(this.shown && taught?.functions) }));
    return [...new Set(sources)].map((source) => `${source}\n`);
  }

  private header(text: string): string {
    const { params } = this.network.totals;
    const name = this.document.name.replace(/["\\\n]/g, ' ');
    const imports = ['import torch', ...(text.includes('F.') ? ['import torch.nn.functional as F'] : []), 'from torch import nn'];
    return [`"""${name}: ${params.toLocaleString('en')} parameters. Written by LayerLoom ${APP_VERSION}."""`, ...imports].join('\n');
  }

  private writerOf(module: ModuleNode): ModuleWriter {
    return new ModuleWriter(module, { classOf: (inner) => this.classOf(inner), isShown: this.shown !== undefined });
  }

  private classOf(module: ModuleNode): ClassText {
    const writer = this.writerOf(module);
    const block = module.block!;
    const inputs = block.inputs.flatMap(({ name, from }) => (from ? [{ name: writer.values.claim(name), key: sourceKey(from) }] : []));
    // Two inputs that are fed alike are one value inside as well.
    for (const { name, key } of inputs) if (!writer.variables.has(key)) writer.variables.set(key, name);
    const { init, forward, attributes } = writer.write();
    const results = block.outputs.flatMap(({ from }) => (from ? [writer.variables.get(sourceKey(from))!] : []));
    const lines = [
      '(nn.Module):',
      '    def __init__(self):',
      '        super().__init__()',
      ...init.map(indent(2)),
      '',
      `    def forward(${['self', ...inputs.map(({ name }) => name), ...(this.shown && isTaught(module) ? ['true_boxes=None'] : [])].join(', ')}):`,
      ...forward.map(indent(2)),
      `        return ${results.join(', ')}`,
    ];
    const text = `${lines.join('\n')}\n`;
    const known = this.classes.get(text);
    if (known !== undefined) return { name: known, attributes };
    const name = this.classNames.claimClass(this.blockName(block.instancePath.at(-1)!));
    this.classes.set(text, name);
    this.finished.push(`class ${name}${text}`);
    return { name, attributes };
  }

  private blockName(node: string): string {
    const graphs = [this.document.graph, ...this.document.definitions.map(({ graph }) => graph)];
    const definition = graphs.flatMap(({ nodes }) => nodes).find(({ id }) => id === node)?.block?.definition;
    return this.document.definitions.find(({ id }) => id === definition)?.name ?? 'Block';
  }

  private keys(attributes: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
    return new Map([...this.network.tensors.values()].map(({ key, name }) => [key, `${attributes.get(key.slice(0, -name.length - 1))!}.${name}`]));
  }

  /** Frozen tensors take no gradient, and frozen statistics stay as they are. */
  private frozenLines(attributes: ReadonlyMap<string, string>): { readonly init: readonly string[]; readonly train: readonly string[] } {
    const keys = this.keys(attributes);
    const reach = (attribute: string) => `self.${attribute.replace(/\.(\d+)(?=\.|$)/g, '[$1]')}`;
    const still = [...this.network.tensors.values()].filter(({ trainable, trained }) => trainable && !trained).map(({ key }) => keys.get(key)!);
    const fixed = this.network.nodes.flatMap((node) => (torchOf(node).fixed ?? []).map((name) => `${attributes.get(node.flat.tensorPath)!}.${name}`));
    const init = [...new Set([...still, ...fixed])].map((key) => `self.get_parameter('${key}').requires_grad_(False)`);
    const frozen = this.network.nodes.filter(({ flat, sizes }) => flat.frozen && sizes!.tensors.some(({ trainable }) => !trainable)).map(({ flat }) => attributes.get(flat.tensorPath)!);
    if (frozen.length === 0) return { init, train: [] };
    const train = ['', '    def train(self, mode=True):', '        super().train(mode)', '        # Frozen: these keep their statistics.', ...[...new Set(frozen)].map((attribute) => `        ${reach(attribute)}.eval()`), '        return self'];
    return { init, train };
  }
}

function indent(depth: number): (line: string) => string {
  return (line) => `${'    '.repeat(depth)}${line}`;
}

/** Samples, and regions that are searched for before a network runs: arguments of `forward`. */
function isGiven({ source, search }: LayerDefinition): boolean {
  return source !== undefined || search !== undefined;
}

function torchOf({ definition, sizes, parameters }: InferredNode): TorchCode {
  return definition!.torch({ inputs: sizes!.inputs, outputs: sizes!.outputs, parameters: parameters as Record<string, unknown> });
}

/** The Output that finds objects, where there is one only: the boxes of several would not be the same. */
function onlyFinder(targets: readonly InferredNode[]): InferredNode | undefined {
  const finders = targets.filter(({ definition, parameters }) => definition!.target!.accepts(parameters as Record<string, unknown>).includes('boxes'));
  return finders.length === 1 ? finders[0] : undefined;
}

/** Whether something in it can be shown true boxes. */
function isTaught({ items }: ModuleNode): boolean {
  return items.some((item) => (item.kind === 'layer' ? torchOf(item.layer).taught : isTaught(item.module)));
}

/** Scores become what a person wants to see: probabilities, mostly. */
function predictLines(outputs: readonly InferredNode[], inputs: readonly string[]): readonly string[] {
  const calls = outputs.map((node) => (node.definition!.target ? predictionOf(node.parameters['loss'] as string) : undefined));
  if (calls.every((call) => call === undefined)) return [];
  const names = outputs.map((_, index) => (outputs.length === 1 ? 'scores' : `scores${index + 1}`));
  return [
    '',
    '    @torch.no_grad()',
    `    def predict(${['self', ...inputs].join(', ')}):`,
    `        ${names.join(', ')} = self(${inputs.join(', ')})`,
    `        return ${names.map((name, index) => calls[index]?.(name) ?? name).join(', ')}`,
  ];
}

/** What a class has to know of the whole network. */
interface Around {
  classOf(module: ModuleNode): ClassText;
  /** Whether true boxes are handed to what can be taught by them. */
  readonly isShown: boolean;
}

/** The lines of one class. */
class ModuleWriter {
  /** Names of values in `forward`. */
  readonly values = new PythonNames();
  /** The value that a layer's output (`path:port`) has here. */
  readonly variables = new Map<string, string>();
  private readonly attributeNames = new PythonNames();
  private readonly attributes = new Map<string, string>();
  private readonly init: string[] = [];
  private readonly forward: string[] = [];
  /** What answers by a rule of its own. Nothing reads it, so it may stand last. */
  private readonly heads: string[] = [];
  /** By the path of their tensors: copies that share weights are one module called again. */
  private readonly made = new Map<string, { readonly attribute: string; readonly text: string }>();

  constructor(private readonly module: ModuleNode, private readonly around: Around) {}

  write(): { readonly init: readonly string[]; readonly forward: readonly string[]; readonly heads: readonly string[]; readonly attributes: ReadonlyMap<string, string> } {
    for (const item of this.module.items) {
      if (item.kind === 'layer') this.writeLayer(item);
      else this.writeModule(item);
    }
    return { init: this.init, forward: this.forward, heads: this.heads, attributes: this.attributes };
  }

  /** What the loss of a node reads. */
  comparedOf(node: InferredNode): string {
    const { reads } = torchRuleOf(node)!;
    if (reads === 'answer') return this.variableOf(node);
    return `(${node.operands.slice(reads === 'inputs' ? 0 : 1).map((operand) => `${this.variables.get(operand)!}, `).join('').trimEnd()})`;
  }

  variableOf({ flat, definition, operands }: InferredNode): string {
    return this.variables.get(`${flat.path}:${definition!.outputs[0]?.name ?? 'out'}`) ?? this.variables.get(operands[0]!)!;
  }

  private writeLayer({ name, layer }: Extract<ModuleItem, { kind: 'layer' }>): void {
    const { flat, definition, operands, sizes } = layer;
    if (isGiven(definition!)) return;
    const code = torchOf(layer);
    const values = operands.map((operand) => this.variables.get(operand)!);
    // An Output passes on what it reads; what makes an answer of its own is a layer like any other, though no port carries it.
    if (definition!.outputs.length === 0 && code.forward?.(values, '') === values[0]) {
      this.variables.set(`${flat.path}:out`, values[0]!);
      return;
    }
    const attribute = code.module === undefined ? undefined : this.makeModule(flat.tensorPath, name, code.module);
    if (attribute !== undefined) this.attributes.set(flat.tensorPath, attribute);
    const self = `self.${attribute}`;
    const call = code.forward ? code.forward(values, self) : `${self}(${values.join(', ')})`;
    const ports = definition!.target ? ['out'] : definition!.outputs.map(({ name: port }) => port);
    const variables = ports.map((port) => this.values.claim(ports.length === 1 ? name : `${name}_${port}`));
    const lines = definition!.target && definition!.outputs.length === 0 ? this.heads : this.forward;
    lines.push(`${variables.join(', ')} = ${call}  # ${sizes!.outputs.map(formatShape).join(', ')}`);
    if (code.taught && this.around.isShown) lines.push(`${variables[0]!} = ${code.taught.forward(variables[0]!, 'true_boxes')}`);
    ports.forEach((port, index) => this.variables.set(`${flat.path}:${port}`, variables[index]!));
  }

  private makeModule(tensorPath: string, name: string, text: string): string {
    const known = this.made.get(tensorPath);
    if (known?.text === text) return known.attribute;
    const attribute = this.attributeNames.claim(name);
    this.init.push(`self.${attribute} = ${text}`);
    // Alike but for a parameter: two modules over the same tensors.
    if (known) this.init.push(`for first, other in zip(self.${known.attribute}.modules(), self.${attribute}.modules()):`, '    other._parameters, other._buffers = first._parameters, first._buffers');
    this.made.set(tensorPath, { attribute, text });
    return attribute;
  }

  private writeModule({ name, module }: Extract<ModuleItem, { kind: 'module' }>): void {
    const { name: className, attributes } = this.around.classOf(module);
    const home = tensorHome(module);
    const attribute = this.makeModule(home, name, `${className}()`);
    for (const [path, inner] of attributes) this.attributes.set(path, `${attribute}.${inner}`);
    const block = module.block!;
    const given = block.inputs.flatMap(({ from }) => (from ? [this.variables.get(sourceKey(from))!] : []));
    const values = this.around.isShown && isTaught(module) ? [...given, 'true_boxes'] : given;
    const outputs = block.outputs.flatMap(({ from }) => from ?? []);
    const variables = outputs.map(({ port }) => this.values.claim(outputs.length === 1 ? name : `${name}_${port}`));
    if (variables.length === 0) return;
    this.forward.push(`${variables.join(', ')} = self.${attribute}(${values.join(', ')})`);
    outputs.forEach((output, index) => this.variables.set(sourceKey(output), variables[index]!));
  }
}

/** The path that stands before the tensors of a module: its own, or that of the copy whose weights it shares. */
function tensorHome(module: ModuleNode): string {
  const first = firstLayer(module);
  return first ? first.flat.tensorPath.slice(0, first.flat.tensorPath.length - (first.flat.path.length - module.path.length)) : module.path;
}

function firstLayer({ items }: ModuleNode): InferredNode | undefined {
  for (const item of items) {
    const found = item.kind === 'layer' ? item.layer : firstLayer(item.module);
    if (found) return found;
  }
  return undefined;
}
