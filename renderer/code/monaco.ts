/** The editor with the features in use, its language and its colours. Loaded when the Code tab is first shown. */
import * as monaco from 'monaco-editor/editor';
import 'monaco-editor/features/bracketMatching/register';
import 'monaco-editor/features/caretOperations/register';
import 'monaco-editor/features/clipboard/register';
import 'monaco-editor/features/codicon/register';
import 'monaco-editor/features/comment/register';
import 'monaco-editor/features/contextmenu/register';
import 'monaco-editor/features/find/register';
import 'monaco-editor/features/folding/register';
import 'monaco-editor/features/format/register';
import 'monaco-editor/features/gotoError/register';
import 'monaco-editor/features/hover/register';
import 'monaco-editor/features/indentation/register';
import 'monaco-editor/features/linesOperations/register';
import 'monaco-editor/features/multicursor/register';
import 'monaco-editor/features/parameterHints/register';
import 'monaco-editor/features/rename/register';
import 'monaco-editor/features/smartSelect/register';
import 'monaco-editor/features/snippet/register';
import 'monaco-editor/features/suggest/register';
import 'monaco-editor/features/toggleTabFocusMode/register';
import 'monaco-editor/features/wordHighlighter/register';
import 'monaco-editor/features/wordOperations/register';
import 'monaco-editor/languages/definitions/python/register';
import EditorWorker from 'monaco-editor/editor/editor.worker?worker';
import { usePresentation } from '../store/presentation-store';
import { MODEL_LANGUAGE, registerModelLanguage } from './language';
import { followColours } from './colours';

self.MonacoEnvironment = { getWorker: () => new EditorWorker() };

registerModelLanguage();
followColours();
// Widths are measured once; the bundled font may come after.
void document.fonts.ready.then(() => monaco.editor.remeasureFonts());

const FONT_PIXELS = 12.5;
const LINE_PIXELS = 20;

function textSize(): monaco.editor.IEditorOptions {
  const { scale } = usePresentation.getState();
  return { fontSize: FONT_PIXELS * scale, lineHeight: LINE_PIXELS * scale };
}

/** In presentation mode the text grows with the rest. */
function followTextSize(editor: monaco.editor.IStandaloneCodeEditor): monaco.editor.IStandaloneCodeEditor {
  editor.onDidDispose(usePresentation.subscribe(() => editor.updateOptions(textSize())));
  return editor;
}

const SHARED: monaco.editor.IStandaloneEditorConstructionOptions = {
  automaticLayout: true,
  // A text area, which screen readers and shortcuts know as a field.
  editContext: false,
  // Not left to guessing: the label and the text are there for every reader.
  accessibilitySupport: 'on',
  fontFamily: "'JetBrains Mono Variable', 'JetBrains Mono', monospace",
  fontLigatures: false,
  minimap: { enabled: false },
  scrollBeyondLastLine: false,
  overviewRulerLanes: 0,
  overviewRulerBorder: false,
  hideCursorInOverviewRuler: true,
  renderLineHighlight: 'none',
  lineNumbersMinChars: 3,
  lineDecorationsWidth: 12,
  glyphMargin: false,
  folding: false,
  padding: { top: 8, bottom: 8 },
  scrollbar: { verticalScrollbarSize: 10, horizontalScrollbarSize: 10, useShadows: false },
  // Hovers and lists may be larger than the dock.
  fixedOverflowWidgets: true,
  stickyScroll: { enabled: false },
  bracketPairColorization: { enabled: false },
  unicodeHighlight: { ambiguousCharacters: false },
  wordBasedSuggestions: 'off',
  tabSize: 2,
};

export function createModelEditor(host: HTMLElement, text: string): monaco.editor.IStandaloneCodeEditor {
  const editor = monaco.editor.create(host, {
    ...SHARED,
    ...textSize(),
    value: text,
    language: MODEL_LANGUAGE,
    ariaLabel: 'The network as text. Control M lets Tab leave the editor.',
    quickSuggestions: { other: true, strings: true, comments: false },
    suggest: { showWords: false, preview: false },
    autoClosingQuotes: 'always',
  });
  return followTextSize(editor);
}

export function createPythonView(host: HTMLElement, text: string): monaco.editor.IStandaloneCodeEditor {
  const editor = monaco.editor.create(host, { ...SHARED, ...textSize(), value: text, language: 'python', readOnly: true, domReadOnly: true, ariaLabel: 'PyTorch code of the network, to read', tabFocusMode: true, tabSize: 4 } as monaco.editor.IStandaloneEditorConstructionOptions);
  return followTextSize(editor);
}

export { monaco };
