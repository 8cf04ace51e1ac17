/** What pages may never do, whatever runs in them: leave, open windows, or embed others. */
import type { App, Shell } from 'electron';
import { isOwnAddress } from './origin';

/** Pages that help and licences lead to, in the person's browser. */
const EXTERNAL_HOSTS = new Set(['github.com', 'onnx.ai', 'onnxruntime.ai', 'arxiv.org', 'pytorch.org']);

export function isAllowedExternal(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, hostname, username, port } = new URL(address);
  return protocol === 'https:' && EXTERNAL_HOSTS.has(hostname) && username === '' && port === '';
}

/** For every page of the application, before it is shown. */
export function guardContents(app: Pick<App, 'on'>, shell: Pick<Shell, 'openExternal'>): void {
  app.on('web-contents-created', (_, contents) => {
    const stay = (event: { readonly url: string; preventDefault(): void }): void => {
      if (!isOwnAddress(event.url)) event.preventDefault();
    };
    contents.on('will-navigate', stay);
    contents.on('will-redirect', stay);
    contents.on('will-frame-navigate', stay);
    contents.on('will-attach-webview', (event) => event.preventDefault());
    contents.setWindowOpenHandler(({ url }) => {
      if (isAllowedExternal(url)) void shell.openExternal(url);
      return { action: 'deny' };
    });
  });
}
