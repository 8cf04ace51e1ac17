/** From the text of a model to its parts. Statements that cannot be read are reported and left out; the others stand. */
import { ANY_LAYER } from './function-names';
import { parseObject, parseValue } from './parse-values';
import type { BlockParameterSyntax, BlockSyntax, BoxSyntax, Located, ModelSyntax, OperandSyntax, PortSyntax, ReturnSyntax } from './syntax';
import type { TextProblem } from './text-problem';
import { Misread, TokenReader } from './token-reader';
import { RESERVED, tokenize } from './tokens';

/** What stands for the ports of the block around a box where a box has the port's name. */
export const BLOCK_SELF = '$in';

export interface ParsedModel {
  readonly model: ModelSyntax;
  readonly problems: readonly TextProblem[];
}

export function parseModel(source: string): ParsedModel {
  const { tokens, problems } = tokenize(source);
  const reader = new TokenReader(source, tokens, [...problems]);
  const boxes: BoxSyntax[] = [];
  const blocks: BlockSyntax[] = [];
  while (reader.peek().kind !== 'end') {
    try {
      if (reader.isAt('const')) boxes.push(parseBox(reader));
      else if (reader.isAt('function')) blocks.push(parseBlock(reader));
      else if (!reader.take(';')) rejectStatement(reader);
    } catch (error) {
      reader.report(error);
      reader.skipStatement();
    }
  }
  return { model: { boxes, blocks }, problems: reader.problems };
}

function rejectStatement(reader: TokenReader): never {
  const { kind, text } = reader.peek();
  if (kind === 'word' && (text === 'let' || text === 'var')) reader.reject('Boxes begin with “const”. Write const instead.');
  if (kind === 'word' && text === 'return') reader.reject('“return” belongs into a function, which describes a block. The answer of the network is a box of the layer output.');
  return reader.reject('A line begins with “const”, as in const conv1 = conv2d(image, { filters: 6 });');
}

function newName(reader: TokenReader, what: string): Located {
  const name = reader.name(what);
  if (!name.isQuoted && (RESERVED.has(name.text) || name.text.includes('$'))) reader.reject(`“${name.text}” has a meaning of its own here. Choose another name, or put it in quotes.`, name);
  return name;
}

function parseBox(reader: TokenReader): BoxSyntax {
  const { start } = reader.expect('const', 'here');
  const name = newName(reader, 'The name of a box');
  reader.expect('=', `after the name “${name.text}”`);
  const callee = reader.name('A layer, such as conv2d,');
  reader.expect('(', `after “${callee.text}”`);
  const type = !callee.isQuoted && callee.text === ANY_LAYER ? parseType(reader) : undefined;
  const operands: OperandSyntax[] = [];
  while (!reader.isAt(')') && !reader.isAt('{')) {
    operands.push(parseOperand(reader));
    if (!reader.take(',')) break;
  }
  const parameters = reader.isAt('{') ? parseObject(reader) : undefined;
  const settings = parameters && reader.take(',') && reader.isAt('{') ? parseObject(reader) : undefined;
  if (settings) reader.take(',');
  reader.expect(')', parameters ? 'after the parameters' : 'after the inputs');
  reader.take(';');
  const end = reader.lastEnd;
  const next = reader.peek();
  if (!next.startsLine && next.kind !== 'end' && !reader.isAt('}')) reader.reject(`A new line is expected here${reader.butFound()}.`);
  return { kind: 'box', name, callee, type, operands, parameters, settings, start, end };
}

function parseType(reader: TokenReader): Located {
  const type = reader.name('The type of the layer, in quotes,');
  if (!type.isQuoted) reader.reject(`The type of a layer stands in quotes: ${ANY_LAYER}('${type.text}').`, type);
  if (!reader.isAt(')')) reader.expect(',', 'after the type');
  return type;
}

function parseOperand(reader: TokenReader): OperandSyntax {
  const first = reader.peek();
  if (first.kind !== 'text' && first.text === 'undefined') {
    reader.advance();
    return { name: undefined, port: undefined, start: first.start, end: first.end };
  }
  const name = reader.name('The name of a box');
  if (reader.isAt('(')) reader.reject(`Each box has a line of its own. Give the result of ${name.text}(…) a name there, and use the name here.`, name);
  const port = reader.take('.') ? reader.name('The name of an output') : undefined;
  return { name, port, start: name.start, end: (port ?? name).end };
}

function parseBlock(reader: TokenReader): BlockSyntax {
  const { start } = reader.expect('function', 'here');
  const name = newName(reader, 'The name of a block');
  reader.expect('(', `after “${name.text}”`);
  const inputs: PortSyntax[] = [];
  while (!reader.isAt(')') && !reader.isAt('{')) {
    inputs.push(parsePort(reader));
    if (!reader.take(',')) break;
  }
  const parameters = reader.isAt('{') ? parseParameters(reader) : [];
  reader.expect(')', 'after the inputs and parameters of the block');
  const outputs = reader.take(':') ? parseOutputs(reader) : [];
  const open = reader.expect('{', 'before the boxes of the block');
  const { boxes, returns } = parseBody(reader);
  const close = reader.expect('}', `at the end of the block “${name.text}”`);
  return { kind: 'block', name, inputs, parameters, outputs, boxes, returns, head: { start, end: open.end }, body: { start: open.end, end: close.start }, start, end: close.end };
}

function parsePort(reader: TokenReader): PortSyntax {
  const name = reader.name('The name of an input');
  reader.expect(':', `after “${name.text}”, with what it takes: image, vector, sequence or any`);
  return { name, kind: reader.name('image, vector, sequence or any') };
}

/** `: image` for one output called out, `: { mean: vector, spread: vector }` for others. */
function parseOutputs(reader: TokenReader): PortSyntax[] {
  if (!reader.isAt('{')) {
    const kind = reader.name('image, vector, sequence or any');
    return [{ name: { ...kind, text: 'out', isQuoted: false }, kind }];
  }
  reader.advance();
  const outputs: PortSyntax[] = [];
  while (!reader.isAt('}')) {
    outputs.push(parsePort(reader));
    if (!reader.take(',')) break;
  }
  reader.expect('}', 'after the outputs');
  return outputs;
}

function parseParameters(reader: TokenReader): BlockParameterSyntax[] {
  reader.advance();
  const parameters: BlockParameterSyntax[] = [];
  while (!reader.isAt('}')) {
    const name = reader.name('The name of a parameter');
    reader.expect(':', `after “${name.text}”, with its kind: integer, number, boolean, text or json`);
    const kind = reader.name('integer, number, boolean, text or json');
    const limits = reader.take('(') ? parseObject(reader) : undefined;
    if (limits) reader.expect(')', 'after the limits');
    reader.expect('=', `before the default of “${name.text}”`);
    parameters.push({ name, kind, limits, value: parseValue(reader) });
    if (!reader.take(',')) break;
  }
  reader.expect('}', 'after the parameters of the block');
  return parameters;
}

function parseBody(reader: TokenReader): Pick<BlockSyntax, 'boxes' | 'returns'> {
  const boxes: BoxSyntax[] = [];
  let returns: ReturnSyntax | undefined;
  while (!reader.isAt('}') && reader.peek().kind !== 'end') {
    try {
      if (reader.isAt('const')) boxes.push(parseBox(reader));
      else if (reader.isAt('return')) {
        if (returns) reader.reject('A block has one “return”. Remove the others.');
        returns = parseReturn(reader);
      } else if (reader.isAt('function')) throw new Misread('A block cannot be described inside another. Move it out, and use it here by its name.', reader.peek());
      else if (!reader.take(';')) reader.reject('A line begins with “const” or “return”.');
    } catch (error) {
      reader.report(error);
      reader.skipStatement();
    }
  }
  return { boxes, returns };
}

function parseReturn(reader: TokenReader): ReturnSyntax {
  const { start } = reader.advance();
  const entries: { port: Located | undefined; operand: OperandSyntax }[] = [];
  if (reader.take('{')) {
    while (!reader.isAt('}')) {
      const port = reader.name('The name of an output');
      const isShort = reader.isAt(',') || reader.isAt('}');
      if (!isShort) reader.expect(':', `after “${port.text}”`);
      entries.push({ port, operand: isShort ? { name: port, port: undefined, start: port.start, end: port.end } : parseOperand(reader) });
      if (!reader.take(',')) break;
    }
    reader.expect('}', 'after the outputs');
  } else if (!reader.isAt(';') && !reader.isAt('}')) {
    entries.push({ port: undefined, operand: parseOperand(reader) });
  }
  reader.take(';');
  return { entries, start, end: reader.lastEnd };
}
