/**
 * The text of a document: as a person wrote it, with the lines brought up to date whose boxes have changed since. Comments,
 * blank lines and the spelling of all other lines stay.
 */
import { wiresInto } from '../document/graph-index';
import { BLOCK_OUTPUT, type BlockDefinition, type LoomDocument } from '../document/model';
import { lineOfNode, lineOfSyntax, printHead, printLine, printOperand, printReturn, printSource, sameLine, type PrintScope } from './box-line';
import { pairBlocks, pairBoxes, scopeAt } from './pair-model';
import { parseModel } from './parse';
import { patchLine, replace, type TextEdit } from './patch-line';
import { inReadingOrder, INDENT, printBlock, printModel } from './print-model';
import { readHead } from './read-block';
import { readModel } from './read-model';
import type { BlockSyntax, BoxSyntax, ModelSyntax } from './syntax';
import type { Span } from './text-problem';

const known = new WeakMap<LoomDocument, string>();

export function modelText(document: LoomDocument): string {
  const found = known.get(document);
  if (found !== undefined) return found;
  const text = document.code === undefined ? printModel(document) : patchText(document.code, document);
  known.set(document, text);
  return text;
}

function patchText(code: string, document: LoomDocument): string {
  const { model, problems } = parseModel(code);
  if (problems.length > 0) return printModel(document);
  const patched = applyEdits(code, new Patcher(code, model, document).edits());
  const { document: read } = readModel(patched, document);
  // A text that describes another network would be worse than one without comments.
  return read && read.graph === document.graph && read.definitions === document.definitions ? patched : printModel(document);
}

export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  // What is put in at a place stands before what is replaced there.
  const ordered = [...edits].sort((a, b) => a.start - b.start || Number(a.end > a.start) - Number(b.end > b.start));
  let result = '';
  let at = 0;
  for (const { start, end, text: piece } of ordered) {
    result += text.slice(at, Math.max(start, at)) + piece;
    at = Math.max(at, end);
  }
  return result + text.slice(at);
}

class Patcher {
  constructor(private readonly code: string, private readonly model: ModelSyntax, private readonly document: LoomDocument) {}

  edits(): readonly TextEdit[] {
    const { blocks, boxes } = this.model;
    const pairs = pairBlocks(blocks, this.document);
    const kept = blocks.flatMap((block, index): { block: BlockSyntax; definition: BlockDefinition }[] => (pairs[index] === undefined ? [] : [{ block, definition: this.document.definitions[pairs[index]]! }]));
    const removed = blocks.filter((_, index) => pairs[index] === undefined).map((block) => this.removal(block));
    const fresh = this.document.definitions.filter((_, index) => !pairs.includes(index));
    const lastKept = Math.max(-1, ...kept.map(({ block }) => block.end));
    const added = fresh.map((definition): TextEdit => {
      const text = printBlock({ ...scopeAt(this.document, definition.id), definition });
      return lastKept < 0 ? replace({ start: 0, end: 0 }, `${text}\n\n`) : replace({ start: lastKept, end: lastKept }, `\n\n${text}`);
    });
    const inside = kept.flatMap(({ block, definition }) => this.blockEdits(block, definition));
    const top = this.boxEdits(boxes, scopeAt(this.document, undefined), undefined, { at: this.topStart(), indent: '' });
    return [...removed, ...added, ...inside, ...top];
  }

  /** Where a line goes that comes before all others: in front of the first box, or at the end. */
  private topStart(): number {
    const first = this.model.boxes[0];
    return first ? this.lineStart(first.start) : this.code.length;
  }

  private blockEdits(block: BlockSyntax, definition: BlockDefinition): readonly TextEdit[] {
    const scope = { ...scopeAt(this.document, definition.id), definition };
    const edits: TextEdit[] = [];
    const head = printHead(definition);
    if (printHead(readHead(block, undefined, () => {})) !== head) edits.push(replace(block.head, head));
    edits.push(...this.boxEdits(block.boxes, scope, definition.id, { at: block.body.start, indent: INDENT }));
    edits.push(...this.returnEdits(block, scope));
    return edits;
  }

  private returnEdits({ returns, body, outputs }: BlockSyntax, scope: PrintScope & { readonly definition: BlockDefinition }): readonly TextEdit[] {
    const wanted = printReturn(scope);
    const wires = wiresInto(scope.graph, BLOCK_OUTPUT);
    const sources = new Map(scope.definition.outputs.flatMap(({ name }) => (wires.has(name) ? [[name, printSource(wires.get(name)!.from, scope)] as const] : [])));
    const found = (returns?.entries ?? []).filter(({ operand }) => operand.name).map(({ port, operand }) => [port?.text ?? outputs[0]?.name.text, printOperand(operand)] as const);
    if (found.length === sources.size && found.every(([port, operand]) => sources.get(port ?? '') === operand)) return [];
    if (returns) return [wanted === undefined ? this.removal(returns) : replace(returns, wanted)];
    return wanted === undefined ? [] : [replace({ start: body.end, end: body.end }, `${this.breakBefore(body.end)}${INDENT}${wanted}\n`)];
  }

  /** A line break where something else stands before on the same line. */
  private breakBefore(at: number): string {
    return this.code.slice(this.lineStart(at), at).trim() === '' ? '' : '\n';
  }

  private boxEdits(lines: readonly BoxSyntax[], scope: PrintScope, place: string | undefined, start: { readonly at: number; readonly indent: string }): readonly TextEdit[] {
    const ids = pairBoxes(lines, this.document, place);
    const nodes = new Map(scope.graph.nodes.map((node) => [node.id, node]));
    const edits: TextEdit[] = [];
    /** By box, the offset after which what it feeds may stand. */
    const ends = new Map<string, number>();
    lines.forEach((line, index) => {
      const node = nodes.get(ids[index] ?? '');
      if (!node) {
        edits.push(this.removal(line));
        return;
      }
      const wanted = lineOfNode(node, scope);
      if (!sameLine(lineOfSyntax(line), wanted)) edits.push(...patchLine(line, wanted));
      ends.set(node.id, this.contentEnd(line.end));
    });
    let previous: number | undefined;
    for (const node of inReadingOrder(scope.graph)) {
      const own = ends.get(node.id);
      if (own === undefined) {
        const after = [...wiresInto(scope.graph, node.id).values()].flatMap(({ from }) => ends.get(from.node) ?? []);
        const at = after.length > 0 ? Math.max(...after) : previous;
        edits.push(this.insertion(start.indent + printLine(lineOfNode(node, scope)), at, start.at));
        ends.set(node.id, at ?? start.at);
      }
      previous = ends.get(node.id);
    }
    return edits;
  }

  private insertion(line: string, after: number | undefined, start: number): TextEdit {
    if (after !== undefined && after !== start) return replace({ start: after, end: after }, `\n${line}`);
    const isInBody = this.code[start - 1] === '{';
    if (isInBody) return replace({ start, end: start }, `\n${line}`);
    return replace({ start, end: start }, `${this.breakBefore(start)}${line}\n`);
  }

  private lineStart(at: number): number {
    return this.code.lastIndexOf('\n', at - 1) + 1;
  }

  /** The end of the line where only a comment follows, so that the comment stays with it. */
  private contentEnd(end: number): number {
    const rest = /^[ \t]*(?:\/\/[^\n]*)?(?=\n|$)/.exec(this.code.slice(end));
    return end + (rest?.[0].length ?? 0);
  }

  /** With its line where nothing else stands on it; comments above stay. */
  private removal({ start, end }: Span): TextEdit {
    const from = this.lineStart(start);
    const to = this.contentEnd(end);
    const isAlone = this.code.slice(from, start).trim() === '' && (to === this.code.length || this.code[to] === '\n');
    return isAlone ? replace({ start: from, end: Math.min(to + 1, this.code.length) }, '') : replace({ start, end }, '');
  }
}

/** Every statement as it is printed, with comments, blank lines and the order of lines kept. Undefined where there are mistakes. */
export function formatText(text: string): string | undefined {
  const { model, problems } = parseModel(text);
  if (problems.length > 0) return undefined;
  const lines = (boxes: readonly BoxSyntax[], indent: string) => boxes.flatMap((box) => {
    const from = text.lastIndexOf('\n', box.start - 1) + 1;
    const leading = text.slice(from, box.start).trim() === '' ? replace({ start: from, end: box.start }, indent) : replace({ start: box.start, end: box.start }, '');
    return [leading, replace(box, printLine(lineOfSyntax(box)))];
  });
  const blocks = model.blocks.flatMap((block) => [replace(block.head, printHead(readHead(block, undefined, () => {}))), ...lines(block.boxes, INDENT)]);
  const formatted = applyEdits(text, [...lines(model.boxes, ''), ...blocks]);
  return formatted.replace(/[ \t]+$/gm, '').replace(/\n{3,}/g, '\n\n').replace(/\n*$/, formatted.trim() === '' ? '' : '\n');
}
