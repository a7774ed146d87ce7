import type { IncomingMessage } from 'node:http';
import { Problem } from '../problem.ts';
import type { OpenedSession } from './route.ts';

/** How a request shows who sends it. A bearer header goes before the cookie. */
export type Credential = { readonly token: string; readonly via: 'cookie' | 'bearer' };

export type SessionReader = {
  credential(request: IncomingMessage): Credential | undefined;
  /** @throws Problem origin-refused unless the page that sends this is one of this node's */
  requireOwnOrigin(request: IncomingMessage): void;
  /** As above, but what names no origin, as programs do, passes. */
  refuseForeignOrigin(request: IncomingMessage): void;
  setCookie(session: OpenedSession): string;
  clearCookie(): string;
};

/** A session token is 256 bits in base64url; the limit only keeps nonsense from being hashed. */
const tokenPattern = /^[\w.~+/=-]{1,512}$/;

/**
 * Sessions in cookies and bearer headers. The cookie is named after the region, because cookies do not
 * tell the ports of one host apart.
 */
export function createSessionReader(regionName: string, publicUrl: string): SessionReader {
  const name = cookieName(regionName);
  const publicOrigin = new URL(publicUrl).origin;
  const attributes = `; Path=/; HttpOnly; SameSite=Lax${publicOrigin.startsWith('https:') ? '; Secure' : ''}`;

  const isOwn = (origin: string, host: string | undefined) =>
    origin === publicOrigin || originsOf(host).includes(origin);
  const refuse = (origin: string | undefined): never => {
    const from = origin === undefined ? 'it names no Origin' : 'its Origin is another one';
    throw new Problem(
      'origin-refused',
      `Changes with the session cookie are taken from the pages of ${publicOrigin} only; ${from}. Programs send a bearer token instead.`,
    );
  };

  return {
    credential(request) {
      const { authorization } = request.headers;
      if (authorization !== undefined) {
        const token = /^Bearer +(\S+)$/i.exec(authorization)?.[1];
        return token && tokenPattern.test(token) ? { token, via: 'bearer' } : undefined;
      }
      const token = readCookie(request.headers.cookie, name);
      return token && tokenPattern.test(token) ? { token, via: 'cookie' } : undefined;
    },
    requireOwnOrigin(request) {
      const { origin, host } = request.headers;
      if (origin === undefined || !isOwn(origin, host)) refuse(origin);
    },
    refuseForeignOrigin(request) {
      const { origin, host } = request.headers;
      if (origin !== undefined && !isOwn(origin, host)) refuse(origin);
    },
    setCookie: ({ token, expiresAt }) =>
      `${name}=${token}; Expires=${new Date(expiresAt).toUTCString()}${attributes}`,
    clearCookie: () => `${name}=; Expires=${new Date(0).toUTCString()}${attributes}`,
  };
}

/** `grapevine_` and the region's name in characters a cookie's name may have: "Nord Süd" → grapevine_nord-sxfcd. */
export function cookieName(regionName: string): string {
  const slug = Array.from(regionName.toLowerCase(), (letter) => {
    if (/[a-z0-9]/.test(letter)) return letter;
    return letter === ' ' || letter === '-' ? '-' : `x${letter.codePointAt(0)?.toString(16)}`;
  });
  return `grapevine_${slug.join('')}`;
}

function readCookie(header: string | undefined, name: string): string | undefined {
  const prefix = `${name}=`;
  const pair = header
    ?.split(';')
    .map((part) => part.trim())
    .find((part) => part.startsWith(prefix));
  return pair?.slice(prefix.length);
}

/** Both schemes: a proxy in front may speak TLS for this node. */
function originsOf(host: string | undefined): string[] {
  return [`http://${host}`, `https://${host}`]
    .filter((url) => URL.canParse(url))
    .map((url) => new URL(url).origin);
}
