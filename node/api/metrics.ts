import type { Middleware } from 'koa';
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { Clock, Log } from '../ports.ts';

/** From a read out of memory to the deadline of a request, in seconds. */
const durationBuckets = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** What a request is counted as when no operation took it: the address itself would make endless series. */
const routeUnknown = 'other';

export type Metrics = {
  /** Counts and times each request under the pattern of its address. Goes outermost. */
  readonly middleware: Middleware;
  readonly contentType: string;
  /** The text for Prometheus, with the given numbers of the region as gauges. */
  text(gauges: Readonly<Record<string, number>>): Promise<string>;
};

export function createMetrics({ clock, log }: { clock: Clock; log: Log }): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const requests = new Counter({
    name: 'grapevine_http_requests_total',
    help: 'Requests answered.',
    labelNames: ['method', 'route', 'status'],
    registers: [registry],
  });
  const durations = new Histogram({
    name: 'grapevine_http_request_duration_seconds',
    help: 'Time from a request to its answer.',
    labelNames: ['method', 'route'],
    buckets: durationBuckets,
    registers: [registry],
  });

  return {
    contentType: registry.contentType,
    middleware: async (ctx, next) => {
      const startMs = clock.monotonicMs();
      await next();
      const route = ctx._matchedRoute?.toString() ?? routeUnknown;
      const seconds = (clock.monotonicMs() - startMs) / 1000;
      requests.inc({ method: methodOf(ctx.method), route, status: ctx.status });
      durations.observe({ method: methodOf(ctx.method), route }, seconds);
      log.debug({ method: ctx.method, route, status: ctx.status, seconds }, 'answered');
    },
    // A registry of their own each time: a gauge that is gone must not be shown with its last number.
    async text(gauges) {
      const region = new Registry();
      for (const [name, value] of Object.entries(gauges)) {
        new Gauge({ name, help: `${name}, of this region.`, registers: [region] }).set(value);
      }
      return `${await registry.metrics()}${await region.metrics()}`;
    },
  };
}

/** Methods are an open set, too. */
function methodOf(method: string): string {
  return ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'].includes(method)
    ? method
    : routeUnknown;
}
