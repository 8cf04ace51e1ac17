/** The few pages that are not the application: how to come in, and what is missing. */

export interface PlainPage {
  readonly status: number;
  readonly title: string;
  readonly text: string;
  /** Goes on to the application at once. */
  readonly enter?: boolean;
}

/**
 * After the token was taken: a page that goes on by itself, and not a redirection, because a browser that came from another
 * site would not send the fresh cookie along with one.
 */
export const WELCOME: PlainPage = { status: 200, title: 'LayerLoom', text: 'Opening…', enter: true };
export const NO_SESSION: PlainPage = { status: 403, title: 'This link does not open LayerLoom', text: 'Use the link that “layerloom serve” printed. It works once; press Enter in that terminal for another one.' };
export const FOREIGN: PlainPage = { status: 403, title: 'Refused', text: 'LayerLoom answers only its own pages on this machine.' };
export const NOT_FOUND: PlainPage = { status: 404, title: 'Not found', text: 'LayerLoom has no such page.' };
export const ONLY_READING: PlainPage = { status: 405, title: 'Refused', text: 'LayerLoom only serves pages here.' };
export const NOT_BUILT: PlainPage = { status: 503, title: 'The window of LayerLoom is not built yet', text: 'Run “npm run build” in the folder of LayerLoom, then reload this page.' };

export function plainHtml({ title, text, enter = false }: PlainPage): string {
  const refresh = enter ? '<meta http-equiv="refresh" content="0; url=/">' : '';
  // Without an icon of its own the browser would ask for one that is not there.
  return `<!doctype html><html lang="en"><meta charset="utf-8"><link rel="icon" href="data:,">${refresh}<title>${title}</title><style>body{font:16px/1.5 system-ui,sans-serif;max-width:34rem;margin:20vh auto;padding:0 1rem;color-scheme:light dark}</style><h1>${title}</h1><p>${text}</p></html>\n`;
}
