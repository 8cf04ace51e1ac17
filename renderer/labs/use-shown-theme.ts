import { useSyncExternalStore } from 'react';

function follow(changed: () => void): () => void {
  const observer = new MutationObserver(changed);
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] });
  return () => observer.disconnect();
}

/** What is on the screen now, whoever chose it; a canvas is drawn again when it changes. */
export function useShownTheme(): 'light' | 'dark' {
  return useSyncExternalStore(follow, () => (document.documentElement.dataset['theme'] === 'dark' ? 'dark' : 'light'));
}

/** A token of the design, as the page has it now. */
export function token(name: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}
