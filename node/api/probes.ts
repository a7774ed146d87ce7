import { Router } from '@koa/router';
import type { Clock } from '../ports.ts';
import { Problem } from '../problem.ts';
import type { Health } from '../services/services.ts';
import { withDeadline } from './deadline.ts';
import type { ApiLimits } from './limits.ts';
import type { Metrics } from './metrics.ts';

/** When a probe may ask again; a store that was away is tried every few seconds. */
const retryAfterSeconds = 5;

/**
 * What machines ask of a node: /livez (it runs), /readyz (it can take and store an issue; peers do not
 * matter), /metrics.
 */
export function probeRouter(dependencies: {
  readonly health: Health;
  readonly metrics: Metrics;
  readonly clock: Clock;
  readonly limits: ApiLimits;
}): Router {
  const { health, metrics, clock, limits } = dependencies;
  const router = new Router();

  router.get('/livez', (ctx) => {
    ctx.set('Cache-Control', 'no-store');
    // Pages of other regions ask whether this one answers, when theirs does not.
    ctx.set('Cross-Origin-Resource-Policy', 'cross-origin');
    ctx.body = { status: 'alive' };
  });

  router.get('/readyz', async (ctx) => {
    ctx.set('Cache-Control', 'no-store');
    const { isReady, reason } = await withDeadline(clock, limits.readyDeadlineMs, health.ready());
    if (!isReady) {
      throw new Problem('store-unavailable', reason ?? 'It cannot take and store an issue now.', {
        retryAfterSeconds,
      });
    }
    ctx.body = { status: 'ready' };
  });

  router.get('/metrics', async (ctx) => {
    ctx.set('Cache-Control', 'no-store');
    const text = await metrics.text(health.gauges());
    ctx.set('Content-Type', metrics.contentType);
    ctx.body = text;
  });

  return router;
}
