/** The text of the network, with its mistakes underlined, in step with the canvas. */
import { CircleAlert, CircleCheck } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { viewport } from '../canvas/viewport';
import { goToBox } from '../commands/go';
import { tryCommand } from '../commands/index';
import { undo } from '../commands/history';
import { useDocument } from '../store/document-store';
import { useOpenGraph } from '../store/open-graph-store';
import { notify, select, useSession } from '../store/session-store';
import { editorCommand } from './editor-keys';
import { lineEdits } from './line-edits';
import { markersOf } from './markers';
import { rangeOfSpan } from './language';
import { createModelEditor, monaco } from './monaco';
import { shownModel, shownText, typeText } from './text-sync';
import styles from './code-panel.module.css';

/** Typing reaches the canvas so long after the last key. */
const DELAY_MS = 120;

export function ModelEditor() {
  const host = useRef<HTMLDivElement>(null);
  const editor = useRef<EditorLink>(undefined);
  useEffect(() => {
    const link = new EditorLink(host.current!);
    editor.current = link;
    return () => link.dispose();
  }, []);
  return (
    <div className={styles.editor}>
      <div ref={host} className={styles.host} data-keys="own" />
      <Mistakes onGo={(offset) => editor.current?.goTo(offset)} />
    </div>
  );
}

/** What is wrong with the text, or that nothing is. */
function Mistakes({ onGo }: { readonly onGo: (offset: number) => void }) {
  const document = useDocument((state) => state.document);
  const networkProblems = useDocument((state) => state.network.problems.length);
  const { problems } = shownModel(document);
  const [first] = problems;
  if (!first) {
    const text = networkProblems > 0 ? `The text is read; the network has ${networkProblems === 1 ? 'a problem' : `${networkProblems} problems`}, underlined above.` : 'Text and canvas agree.';
    return (
      <p className={styles.status} role="status">
        <CircleCheck size={14} aria-hidden className={networkProblems > 0 ? styles.dim : styles.good} />
        {text}
      </p>
    );
  }
  const others = problems.length - 1;
  return (
    <p className={styles.status} role="status">
      <CircleAlert size={14} aria-hidden className={styles.bad} />
      <button type="button" className={styles.mistake} onClick={() => onGo(first.start)}>
        {first.message}
      </button>
      <span className={styles.aside}>{others > 0 ? `and ${others} more · ` : ''}The canvas shows the last text without mistakes.</span>
    </p>
  );
}

/** Ties one editor to the stores for as long as it is shown. */
class EditorLink {
  private readonly editor: monaco.editor.IStandaloneCodeEditor;
  private readonly model: monaco.editor.ITextModel;
  private readonly chosen: monaco.editor.IEditorDecorationsCollection;
  private readonly cleanups: (() => void)[] = [];
  private timer: ReturnType<typeof setTimeout> | undefined;
  /** True while the text changes because the document did. */
  private isFollowing = false;

  constructor(private readonly host: HTMLElement) {
    this.editor = createModelEditor(host, shownText(useDocument.getState().document));
    this.model = this.editor.getModel()!;
    this.chosen = this.editor.createDecorationsCollection();
    this.listen();
    this.mark();
    this.showChosen();
  }

  goTo(offset: number): void {
    this.editor.setPosition(this.model.getPositionAt(offset));
    this.editor.revealPositionInCenterIfOutsideViewport(this.model.getPositionAt(offset));
    this.editor.focus();
  }

  dispose(): void {
    this.flush();
    for (const stop of this.cleanups) stop();
    this.editor.dispose();
    this.model.dispose();
  }

  private listen(): void {
    const typed = this.editor.onDidChangeModelContent(() => this.later());
    const left = this.editor.onDidBlurEditorText(() => this.flush());
    const moved = this.editor.onDidChangeCursorPosition(({ source, reason }) => {
      if (reason === monaco.editor.CursorChangeReason.Explicit) this.chooseAtCaret(source === 'mouse');
    });
    const keys = (event: KeyboardEvent) => this.handOver(event);
    // Letters typed here are text: they must not reach the shortcuts of the window.
    const keep = (event: KeyboardEvent) => event.stopPropagation();
    this.host.addEventListener('keydown', keys, { capture: true });
    this.host.addEventListener('keydown', keep);
    this.cleanups.push(
      () => [typed, left, moved].forEach((one) => one.dispose()),
      () => this.host.removeEventListener('keydown', keys, { capture: true }),
      () => this.host.removeEventListener('keydown', keep),
      useDocument.subscribe((now, before) => {
        if (now.document !== before.document) this.follow();
      }),
      useSession.subscribe((now, before) => {
        if (now.selection !== before.selection) this.showChosen();
      }),
    );
  }

  private later(): void {
    if (this.isFollowing) return;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.flush(), DELAY_MS);
  }

  private flush(): void {
    if (this.timer === undefined) return;
    clearTimeout(this.timer);
    this.timer = undefined;
    typeText(this.model.getValue(monaco.editor.EndOfLinePreference.LF));
    this.mark();
    // The line may have become a box just now.
    if (this.editor.hasTextFocus()) this.chooseAtCaret(false);
  }

  /** Commands of the application go before those of the editor: undo above all, of which there is one. */
  private handOver(event: KeyboardEvent): void {
    const command = editorCommand(event);
    if (!command) return;
    event.preventDefault();
    event.stopPropagation();
    this.flush();
    tryCommand(command, (why) => notify(why));
    if (command.id === undo.id || command.id === 'redo') this.editor.focus();
  }

  /** Brings the text in step with the document with as few changes as there are. */
  private follow(): void {
    const text = shownText(useDocument.getState().document);
    const before = this.model.getValue(monaco.editor.EndOfLinePreference.LF);
    if (text !== before) {
      this.isFollowing = true;
      clearTimeout(this.timer);
      this.timer = undefined;
      this.model.applyEdits(lineEdits(before, text).map((edit) => ({ range: rangeOfSpan(this.model, edit), text: edit.text })));
      this.isFollowing = false;
    }
    this.mark();
    this.showChosen();
  }

  private mark(): void {
    const { document } = useDocument.getState();
    const markers = markersOf(shownModel(document), useOpenGraph.getState().index).map(({ span, message, isError }): monaco.editor.IMarkerData => {
      const { startLineNumber, startColumn, endLineNumber, endColumn } = rangeOfSpan(this.model, span);
      return { startLineNumber, startColumn, endLineNumber, endColumn, message, severity: isError ? monaco.MarkerSeverity.Error : monaco.MarkerSeverity.Warning };
    });
    monaco.editor.setModelMarkers(this.model, 'layerloom', markers);
  }

  /** The line of the one chosen box is tinted and, unless someone is writing, brought into view. */
  private showChosen(): void {
    const { selection } = useSession.getState();
    const found = shownModel(useDocument.getState().document).boxes.filter(({ node }) => selection.has(node));
    this.chosen.set(found.map(({ line }) => ({ range: rangeOfSpan(this.model, line), options: { isWholeLine: true, className: styles.chosen ?? '' } })));
    if (found.length === 1 && !this.editor.hasTextFocus()) this.editor.revealRangeInCenterIfOutsideViewport(rangeOfSpan(this.model, found[0]!.line));
  }

  /** The box of the caret's line becomes the chosen one; a click also opens the block it stands in. */
  private chooseAtCaret(isClick: boolean): void {
    const offset = this.model.getOffsetAt(this.editor.getPosition()!);
    const found = shownModel(useDocument.getState().document).boxes.find(({ line }) => offset >= line.start && offset <= line.end);
    if (!found || useSession.getState().selection.has(found.node)) return;
    const { definition, index } = useOpenGraph.getState();
    if (found.place === definition) {
      select([found.node]);
      viewport()?.reveal(found.node);
    } else if (isClick) {
      const place = index.network.nodes.find(({ flat }) => flat.node.id === found.node)?.flat.instancePath;
      if (place) goToBox(place, found.node);
    }
  }
}
