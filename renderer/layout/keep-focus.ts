/**
 * The keyboard is never lost: where the control that has it goes away, such as a button that was only there until it was
 * pressed, it goes to the nearest place around it that is still there.
 */
import { viewport } from '../canvas/viewport';

/** Watches the window for as long as it lives. */
export function keepFocus(): void {
  /** The control that has the keyboard, and all that it stands in, from the inside out. */
  let path: readonly HTMLElement[] = [];
  let isWaiting = false;

  const look = (): void => {
    isWaiting = false;
    const [control] = path;
    if (!control || control.checkVisibility() || document.activeElement !== document.body) return;
    const place = path.find((element) => element.checkVisibility() && element.hasAttribute('tabindex'));
    path = [];
    if (place) place.focus();
    else goHome();
  };
  document.addEventListener('focusin', ({ target }) => {
    path = target instanceof HTMLElement ? around(target) : [];
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
