import type { IncomingMessage } from 'node:http';
import type { Middleware } from 'koa';
import helmet from 'koa-helmet';

/** One year, as HSTS preload lists ask for. */
const hstsMaxAgeSeconds = 365 * 24 * 60 * 60;

/**
 * Security headers for every answer. The policy is written out, because the helper's own default allows
 * inline styles and upgrades to https, which breaks plain HTTP on a local network.
 */
export function securityHeaders({
  isHttps,
  regions,
}: {
  isHttps: boolean;
  /** Where the pages of other regions are. */
  regions: () => readonly string[];
}): Middleware {
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        'default-src': ["'none'"],
        'script-src': ["'self'"],
        'style-src': ["'self'"],
        'img-src': ["'self'", 'data:'],
        'font-src': ["'self'"],
        // Some browsers do not count the socket of this host as 'self'.
        'connect-src': ["'self'", (request) => socketSource(request), () => sourcesOf(regions())],
        'form-action': ["'self'"],
        'base-uri': ["'none'"],
        'frame-ancestors': ["'none'"],
        'require-trusted-types-for': ["'script'"],
      },
    },
    strictTransportSecurity: isHttps && { maxAge: hstsMaxAgeSeconds, includeSubDomains: false },
    referrerPolicy: { policy: 'no-referrer' },
    crossOriginOpenerPolicy: { policy: 'same-origin' },
    crossOriginResourcePolicy: { policy: 'same-origin' },
  });
}

/** As many regions are offered in a banner, and some more. */
const sourcesMax = 16;

/**
 * A page whose node is gone asks other regions whether they answer, before it offers to go on there: their origins, and no
 * others, may be asked. Without that, people would be sent to an error page of their browser, with what they typed behind
 * them. It reads nothing of the answer, and what a script could send there at worst stays in the mesh.
 */
function sourcesOf(urls: readonly string[]): string {
  const origins = urls
    .filter((url) => URL.canParse(url))
    .map((url) => new URL(url))
    .filter(({ protocol }) => protocol === 'http:' || protocol === 'https:')
    // A URL's host may hold what means something in a policy: `http://a;b` would end it, `https://*` would allow everybody.
    .filter(({ host }) => plainHost.test(host))
    .map(({ origin }) => origin);
  return [...new Set(origins)].slice(0, sourcesMax).join(' ') || "'self'";
}

/** A name or address, and perhaps a port: all of a foreign address that may get into the policy. */
const plainHost = /^[\w.-]+(:\d+)?$|^\[[\da-f:.]+\](:\d+)?$/i;

/** The Host header comes from outside: anything but a plain host and port must not get into the policy. */
function socketSource({ headers: { host } }: IncomingMessage): string {
  return host !== undefined && plainHost.test(host) ? `ws://${host} wss://${host}` : "'self'";
}
