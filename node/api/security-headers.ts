import type { IncomingMessage } from 'node:http';
import type { Middleware } from 'koa';
import helmet from 'koa-helmet';

/** One year, as HSTS preload lists ask for. */
const hstsMaxAgeSeconds = 365 * 24 * 60 * 60;

/**
 * Security headers for every answer. The policy is written out, because the helper's own default allows
 * inline styles and upgrades to https, which breaks plain HTTP on a local network.
 */
export function securityHeaders({ isHttps }: { isHttps: boolean }): Middleware {
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
        'connect-src': ["'self'", (request) => socketSource(request)],
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

/** The Host header comes from outside: anything but a plain host and port must not get into the policy. */
function socketSource({ headers: { host } }: IncomingMessage): string {
  return host !== undefined && /^[\w.-]+(:\d+)?$|^\[[\da-f:]+\](:\d+)?$/i.test(host)
    ? `ws://${host} wss://${host}`
    : "'self'";
}
