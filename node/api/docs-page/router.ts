import { Router } from '@koa/router';
import type { Services } from '../../services/services.ts';
import { apiPrefix } from '../api-router.ts';
import { openApiDocument } from '../openapi.ts';
import { routesBySubject } from '../routes/all.ts';
import { docsCss } from './css.ts';
import { docsHtml } from './html.ts';
import { docsScript } from './script.ts';

/** The OpenAPI document, made when it is first asked for, and the page that shows it. */
export function docsRouter(region: Services['region']): Router {
  const router = new Router({ prefix: apiPrefix });
  let openApi: string | undefined;

  const serve = (path: string, type: string, text: () => string) =>
    router.get(path, (ctx) => {
      ctx.set('Cache-Control', 'no-store');
      ctx.type = type;
      ctx.body = text();
    });

  serve('/openapi.json', 'json', () => {
    openApi ??= JSON.stringify(
      openApiDocument(routesBySubject, { version: region.version, region: region.name }),
    );
    return openApi;
  });
  serve('/docs', 'html', () => docsHtml(region.name));
  serve('/docs/page.css', 'css', () => docsCss);
  serve('/docs/page.js', 'js', () => docsScript);
  return router;
}
