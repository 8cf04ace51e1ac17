import type { SizeLine } from '../../engine/explain/sizes/explain-size';
import controls from '../design/controls.module.css';
import { notify } from '../store/session-store';
import { asLatex, asText } from './copied-derivation';
import styles from './why.module.css';

async function copy(text: string, what: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    notify(`The derivation is copied as ${what}.`);
  } catch {
    notify('The clipboard cannot be written to. Allow it in the browser, and copy again.', 'error');
  }
}

export function CopyButtons({ lines }: { readonly lines: readonly SizeLine[] }) {
  return (
    <div className={styles.copy}>
      <span>Copy as</span>
      <button type="button" className={controls.button} aria-label="Copy as LaTeX" onClick={() => void copy(asLatex(lines), 'LaTeX')}>LaTeX</button>
      <button type="button" className={controls.button} aria-label="Copy as text" onClick={() => void copy(asText(lines), 'text')}>Text</button>
    </div>
  );
}
