import { useSession, type Theme } from '../store/session-store';

const DARK = '(prefers-color-scheme: dark)';

function apply(theme: Theme): void {
  const isDark = theme === 'system' ? window.matchMedia(DARK).matches : theme === 'dark';
  document.documentElement.dataset.theme = isDark ? 'dark' : 'light';
}

/** Keeps the page in the chosen theme; the system's may change at any time. */
export function followTheme(): void {
  apply(useSession.getState().theme);
  useSession.subscribe((now, before) => {
    if (now.theme !== before.theme) apply(now.theme);
  });
  window.matchMedia(DARK).addEventListener('change', () => apply(useSession.getState().theme));
}
