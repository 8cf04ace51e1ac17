/** The editor in the colours of the application, whichever theme is on. */
import * as monaco from 'monaco-editor/editor';

const THEME = 'loom';

/** Monaco reads six digits only, and the build shortens #ffffff to #fff. */
function token(styles: CSSStyleDeclaration, name: string): string {
  return styles.getPropertyValue(name).trim().replace(/^#([0-9a-f])([0-9a-f])([0-9a-f])$/i, '#$1$1$2$2$3$3');
}

/** Colours of words, dark enough on white and light enough on black to be read (4.5 : 1). */
const WORDS = {
  light: { keyword: '6b3fc4', layer: '2456c7', text: '1b6e47', number: '8f4700', comment: '5f6979', key: '0b6472' },
  dark: { keyword: 'b794f6', layer: '7c9cff', text: '6fcf9f', number: 'e8a25a', comment: '8d96a8', key: '63c5d6' },
} as const;

function define(): void {
  const isDark = document.documentElement.dataset.theme === 'dark';
  const styles = getComputedStyle(document.documentElement);
  const words = WORDS[isDark ? 'dark' : 'light'];
  const panel = token(styles, '--panel');
  const line = token(styles, '--line');
  const dim = token(styles, '--dim');
  monaco.editor.defineTheme(THEME, {
    base: isDark ? 'vs-dark' : 'vs',
    inherit: true,
    rules: [
      { token: '', foreground: token(styles, '--text').slice(1) },
      { token: 'comment', foreground: words.comment },
      { token: 'keyword', foreground: words.keyword },
      { token: 'string', foreground: words.text },
      { token: 'string.escape', foreground: words.text },
      { token: 'number', foreground: words.number },
      { token: 'layer', foreground: words.layer },
      { token: 'key', foreground: words.key },
      { token: 'delimiter', foreground: dim.slice(1) },
      { token: 'tag', foreground: words.layer },
    ],
    colors: {
      'editor.background': panel,
      'editor.foreground': token(styles, '--text'),
      'editorLineNumber.foreground': token(styles, '--faint'),
      'editorLineNumber.activeForeground': token(styles, '--text'),
      'editorCursor.foreground': token(styles, '--accent'),
      'editor.selectionBackground': token(styles, '--accent-ring'),
      'editorError.foreground': token(styles, '--bad'),
      'editorWarning.foreground': token(styles, '--warn'),
      'editorWidget.background': token(styles, '--panel'),
      'editorWidget.border': line,
      'editorHoverWidget.background': token(styles, '--panel'),
      'editorHoverWidget.border': line,
      'editorSuggestWidget.background': token(styles, '--panel'),
      'editorSuggestWidget.border': line,
      'editorSuggestWidget.selectedBackground': token(styles, '--hover'),
      'editorSuggestWidget.selectedForeground': token(styles, '--text'),
      'editorSuggestWidget.highlightForeground': token(styles, '--accent'),
      'editorSuggestWidget.focusHighlightForeground': token(styles, '--accent'),
      'scrollbarSlider.background': `${token(styles, '--line-strong')}66`,
      'editorBracketMatch.background': token(styles, '--accent-soft'),
      'editorBracketMatch.border': token(styles, '--line-strong'),
      focusBorder: token(styles, '--accent'),
    },
  });
  monaco.editor.setTheme(THEME);
}

/** Once for all editors: colours are global in Monaco. */
export function followColours(): void {
  define();
  new MutationObserver(define).observe(document.documentElement, { attributeFilter: ['data-theme'] });
}
