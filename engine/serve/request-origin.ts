/** Whether a request comes from this machine's own page. Other pages can reach any port of the machine they are shown on. */
import type { IncomingHttpHeaders } from 'node:http';

/** A page elsewhere can have its own name resolve to this machine (DNS rebinding), but it cannot change the name. */
const LOCAL_HOST = /^(?:127\.0\.0\.1|localhost|\[::1\])(?::\d{1,5})?$/;

/** The port may differ from ours: a tunnel (`ssh -L`) has its own. */
export function isLocalHost({ host }: IncomingHttpHeaders): boolean {
  return host !== undefined && LOCAL_HOST.test(host);
}

/** Required of what can do something: browsers always say where a socket is opened from. */
export function isOwnOrigin({ host, origin }: IncomingHttpHeaders): boolean {
  return origin === `http://${host}`;
}

/** Fetching by other pages is refused; following a link is how one comes here. */
export function isForeignFetch({ origin, host, ...headers }: IncomingHttpHeaders): boolean {
  if (origin !== undefined && origin !== `http://${host}`) return true;
  const site = headers['sec-fetch-site'];
  const isForeign = site === 'cross-site' || site === 'same-site';
  return isForeign && !(headers['sec-fetch-mode'] === 'navigate' && headers['sec-fetch-dest'] === 'document');
}
