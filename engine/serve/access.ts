/**
 * Who may use the served application: whoever opens the link that was printed. Its token works once and is exchanged for a
 * cookie, so that a link left in a history or a log opens nothing.
 */
import { randomBytes, timingSafeEqual } from 'node:crypto';

const SECRET_BYTES = 32;
/** One per browser that was let in; the oldest is forgotten first. */
const MAX_SESSIONS = 100;

export class Access {
  private token = newSecret();
  private readonly sessions = new Set<string>();

  /** `port` keeps the cookies of two applications on one machine apart: browsers share them between ports. */
  constructor(private readonly port: () => number) {}

  /** A token for another link; earlier ones that nobody has used end. */
  renew(): string {
    this.token = newSecret();
    return this.token;
  }

  /** Uses up the token. Returns the cookie of a new session, or undefined where it is not the right one. */
  redeem(token: string): string | undefined {
    if (!isSame(token, this.token)) return undefined;
    this.token = newSecret();
    const session = newSecret();
    this.sessions.add(session);
    const [oldest] = this.sessions;
    if (this.sessions.size > MAX_SESSIONS && oldest !== undefined) this.sessions.delete(oldest);
    return `${this.cookieName}=${session}; Path=/; HttpOnly; SameSite=Strict`;
  }

  /** Whether a request with this `Cookie` header belongs to a session. */
  admits(cookies: string | undefined): boolean {
    const given = (cookies ?? '').split(';').map((pair) => pair.trim()).find((pair) => pair.startsWith(`${this.cookieName}=`));
    const session = given?.slice(this.cookieName.length + 1);
    return session !== undefined && [...this.sessions].some((known) => isSame(session, known));
  }

  private get cookieName(): string {
    return `layerloom-${this.port()}`;
  }
}

function newSecret(): string {
  return randomBytes(SECRET_BYTES).toString('base64url');
}

/** Takes equally long wherever the first difference is. */
function isSame(given: string, secret: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(secret)];
  return a.length === b.length && timingSafeEqual(a, b);
}
