/** The model text as a language of the editor: colours, completions, hovers, signatures, renaming, formatting. */
import * as monaco from 'monaco-editor/editor';
import { findLayer } from '../../engine/layers/index';
import { typeOf } from '../../engine/text/function-names';
import { formatText } from '../../engine/text/model-text';
import { parseModel } from '../../engine/text/parse';
import { printName } from '../../engine/text/print-value';
import type { BoxSyntax, Located } from '../../engine/text/syntax';
import type { Span } from '../../engine/text/text-problem';
import { useDocument } from '../store/document-store';
import { useOpenGraph } from '../store/open-graph-store';
import { proposals, type Proposal } from './complete';
import { boxHelp, layerHelp, parameterHelp, signatureOf } from './layer-help';
import { shownModel } from './text-sync';

export const MODEL_LANGUAGE = 'loom-model';

const { languages } = monaco;
const KINDS: Readonly<Record<Proposal['kind'], monaco.languages.CompletionItemKind>> = {
  layer: languages.CompletionItemKind.Function,
  block: languages.CompletionItemKind.Module,
  box: languages.CompletionItemKind.Variable,
  parameter: languages.CompletionItemKind.Property,
  value: languages.CompletionItemKind.EnumMember,
  word: languages.CompletionItemKind.Keyword,
};

export function rangeOfSpan(model: monaco.editor.ITextModel, { start, end }: Span): monaco.Range {
  return monaco.Range.fromPositions(model.getPositionAt(start), model.getPositionAt(end));
}

export function registerModelLanguage(): void {
  languages.register({ id: MODEL_LANGUAGE });
  languages.setLanguageConfiguration(MODEL_LANGUAGE, {
    comments: { lineComment: '//', blockComment: ['/*', '*/'] },
    brackets: [['{', '}'], ['[', ']'], ['(', ')']],
    autoClosingPairs: [{ open: '{', close: '}' }, { open: '[', close: ']' }, { open: '(', close: ')' }, { open: "'", close: "'", notIn: ['string', 'comment'] }],
    wordPattern: /[\p{L}_][\p{L}\p{N}_]*/u,
  });
  languages.setMonarchTokensProvider(MODEL_LANGUAGE, {
    unicode: true,
    tokenizer: {
      root: [
        [/\/\/.*$/, 'comment'],
        [/\/\*/, 'comment', '@comment'],
        [/\b(?:const|function|return|true|false|null|undefined)\b/, 'keyword'],
        [/[\p{L}_][\p{L}\p{N}_]*(?=\s*\()/u, 'layer'],
        [/[\p{L}_][\p{L}\p{N}_]*(?=\s*:)/u, 'key'],
        [/[\p{L}_][\p{L}\p{N}_]*/u, 'identifier'],
        [/\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/, 'number'],
        [/'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"/, 'string'],
        [/[{}()[\],;:=.*/%+-]/, 'delimiter'],
      ],
      comment: [[/[^*]+/, 'comment'], [/\*\//, 'comment', '@pop'], [/\*/, 'comment']],
    },
  });
  languages.registerCompletionItemProvider(MODEL_LANGUAGE, { triggerCharacters: ['(', '{', ' ', "'", ':'], provideCompletionItems: complete });
  languages.registerHoverProvider(MODEL_LANGUAGE, { provideHover: hover });
  languages.registerSignatureHelpProvider(MODEL_LANGUAGE, { signatureHelpTriggerCharacters: ['(', ','], provideSignatureHelp: signature });
  languages.registerRenameProvider(MODEL_LANGUAGE, { provideRenameEdits: rename });
  languages.registerDocumentFormattingEditProvider(MODEL_LANGUAGE, {
    provideDocumentFormattingEdits: (model) => {
      const text = formatText(model.getValue());
      return text === undefined ? [] : [{ range: model.getFullModelRange(), text }];
    },
  });
}

function complete(model: monaco.editor.ITextModel, position: monaco.Position): monaco.languages.ProviderResult<monaco.languages.CompletionList> {
  const word = model.getWordUntilPosition(position);
  const text = model.getValue();
  const range = new monaco.Range(position.lineNumber, word.startColumn, position.lineNumber, word.endColumn);
  const found = proposals(text.slice(0, model.getOffsetAt(position)), parseModel(text).model);
  return {
    suggestions: found.map(({ label, kind, text: insertText, isSnippet, detail, help }, index) => ({
      label,
      kind: KINDS[kind],
      insertText,
      range,
      sortText: String(index).padStart(4, '0'),
      ...(isSnippet && { insertTextRules: languages.CompletionItemInsertTextRule.InsertAsSnippet }),
      ...(detail !== undefined && { detail }),
      ...(help !== undefined && { documentation: { value: help } }),
    })),
  };
}

function isIn(offset: number, span: Span | undefined): boolean {
  return span !== undefined && offset >= span.start && offset <= span.end;
}

function hover(model: monaco.editor.ITextModel, position: monaco.Position): monaco.languages.ProviderResult<monaco.languages.Hover> {
  const offset = model.getOffsetAt(position);
  const { boxes } = shownModel(useDocument.getState().document);
  const at = boxes.find(({ line }) => isIn(offset, line));
  if (!at) return undefined;
  const { line, place } = at;
  const found = (span: Span, value: string): monaco.languages.Hover => ({ range: rangeOfSpan(model, span), contents: [{ value }] });
  const type = line.callee.isQuoted ? undefined : typeOf(line.callee.text);
  const layer = type === undefined ? undefined : findLayer(type);
  if (isIn(offset, line.callee) && layer) return found(line.callee, layerHelp(layer));
  const entry = line.parameters?.entries.find(({ key }) => isIn(offset, key));
  const spec = entry && layer?.parameters[entry.key.text];
  if (entry && spec) return found(entry.key, parameterHelp(entry.key.text, spec));
  const name = isIn(offset, line.name) ? line.name : line.operands.find((operand) => isIn(offset, operand))?.name;
  const box = name && boxes.find((other) => other.place === place && other.line.name.text === name.text);
  const facts = box && useOpenGraph.getState().facts.get(box.node);
  return name && facts ? found(name, boxHelp(facts)) : undefined;
}

function signature(model: monaco.editor.ITextModel, position: monaco.Position): monaco.languages.ProviderResult<monaco.languages.SignatureHelpResult> {
  const line = model.getLineContent(position.lineNumber).slice(0, position.column - 1);
  const call = /=\s*(\w+)\s*\(([^()]*)$/u.exec(line);
  const type = call ? typeOf(call[1]!) : undefined;
  if (type === undefined) return undefined;
  const { label, inputs } = signatureOf(findLayer(type)!);
  const outside = call![2]!.replaceAll(/\{[^}]*(?:\}|$)|\[[^\]]*(?:\]|$)/g, '{');
  const active = outside.includes('{') ? inputs.length - 1 : outside.split(',').length - 1;
  const value = { signatures: [{ label, documentation: findLayer(type)!.summary, parameters: inputs.map((input) => ({ label: input })) }], activeSignature: 0, activeParameter: Math.min(active, inputs.length - 1) };
  return { value, dispose: () => {} };
}

/** All places of a name within its block, or at the top. */
function rename(model: monaco.editor.ITextModel, position: monaco.Position, newName: string): monaco.languages.ProviderResult<monaco.languages.WorkspaceEdit & monaco.languages.Rejection> {
  const offset = model.getOffsetAt(position);
  const { model: syntax } = parseModel(model.getValue());
  const block = syntax.blocks.find((one) => isIn(offset, one.body));
  const boxes = block?.boxes ?? syntax.boxes;
  const names = (box: BoxSyntax): readonly Located[] => [box.name, ...box.operands.flatMap(({ name }) => name ?? [])];
  const all = [...boxes.flatMap(names), ...(block?.returns?.entries.flatMap(({ operand }) => operand.name ?? []) ?? [])];
  const wanted = all.find((name) => isIn(offset, name));
  if (!wanted || !boxes.some(({ name }) => name.text === wanted.text)) return { edits: [], rejectReason: 'Only the names of boxes can be changed in all places.' };
  const text = printName(newName.replace(/^'(.*)'$/s, '$1'));
  return { edits: all.filter((name) => name.text === wanted.text).map((name) => ({ resource: model.uri, versionId: undefined, textEdit: { range: rangeOfSpan(model, name), text } })) };
}
