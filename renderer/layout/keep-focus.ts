/**
 * The keyboard is never lost: where the control that has it goes away, such as a button that was only there until it was
 * pressed, it goes to the nearest place around it that is still there; from a dialog, to where it was before.
 */
import { viewport } from '../canvas/viewport';

const TAKES_KEYBOARD = '[tabindex], button, input, select, textarea, a[href]';

/** Watches the window for as long as it lives. */
export function keepFocus(): void {
  /** The control that has the keyboard, and all that it stands in, from the inside out. */
  let path: readonly HTMLElement[] = [];
  /** The same of the control that opened the dialog, the innermost dialog first. */
  let origin: readonly HTMLElement[] = [];
  let isWaiting = false;

  const look = (): void => {
    isWaiting = false;
    const [control] = path;
    if (!control || control.checkVisibility() || document.activeElement !== document.body) return;
    const place = [...path, ...origin].find((element) => element.checkVisibility() && element.matches(TAKES_KEYBOARD));
    path = [];
    if (place) place.focus();
    else goHome();
  };
  document.addEventListener('focusin', ({ target }) => {
    if (!(target instanceof HTMLElement)) return;
    const dialog = target.closest('[role="dialog"]');
    if (!dialog) origin = [];
    else if (path[0] && !dialog.contains(path[0])) origin = [...path, ...origin];
    path = around(target);
  });
  new MutationObserver(() => {
    if (isWaiting || path.length === 0) return;
    isWaiting = true;
    // A dialog that closes hands the keyboard back by itself.
    requestAnimationFrame(look);
  }).observe(document.body, { childList: true, subtree: true });
}

function around(element: HTMLElement): readonly HTMLElement[] {
  const path: HTMLElement[] = [];
  for (let at: HTMLElement | null = element; at && at !== document.body; at = at.parentElement) path.push(at);
  return path;
}

/** The canvas, or the start screen. */
function goHome(): void {
  if (viewport()) viewport()!.focus();
  else document.querySelector<HTMLElement>('main')?.focus();
}
