import { access, readdir, readFile } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import { join, relative, sep } from 'node:path';
import type { Context, Middleware } from 'koa';
import serveStatic from 'koa-static';
import { Problem } from '../problem.ts';

/** The build names everything in this folder by its content. */
const hashedFolder = `assets${sep}`;
const hashedMaxAgeSeconds = 365 * 24 * 60 * 60;

/**
 * Serves the built pages of `webRoot`, with and without `.html`, packed files (`.br`, `.gz`) beside them first.
 * Without a build it says how to make one; what is not there gets a small page, or a problem document.
 */
export function pages(webRoot: string): Middleware {
  const serve = serveStatic(webRoot, {
    extensions: ['html'],
    setHeaders: (response, path) => setCaching(response, relative(webRoot, path)),
  });
  return async (ctx) => {
    await serve(ctx, () => answerMissing(ctx, webRoot));
    if (ctx.status !== 200) return;
    ctx.vary('Accept-Encoding');
    if (ctx.response.is('html')) await hintAtWords(ctx, webRoot);
    if (ctx.fresh) {
      ctx.status = 304;
      ctx.body = null;
    }
  };
}

/** The words of a language, as the build names them. */
const wordsFile = /^words\.([a-z]+)-.*\.json$/;

/**
 * Tells the browser of the words it is likely to want, so that they come along with the scripts rather than after
 * them. A guess: who has chosen another language than their browser's fetches that one besides.
 */
async function hintAtWords(ctx: Context, webRoot: string): Promise<void> {
  const files = await readdir(join(webRoot, hashedFolder)).catch(() => []);
  const words = new Map(
    files.flatMap((file) => {
      const language = wordsFile.exec(file)?.[1];
      return language === undefined ? [] : [[language, file] as const];
    }),
  );
  ctx.vary('Accept-Language');
  const file = words.get(ctx.acceptsLanguages(['en', ...words.keys()]) || 'en');
  if (file !== undefined) ctx.append('Link', `</assets/${file}>; rel=preload; as=fetch; crossorigin`);
}

function setCaching(response: ServerResponse, file: string): void {
  const caching = file.startsWith(hashedFolder)
    ? `public, max-age=${hashedMaxAgeSeconds}, immutable`
    : 'no-cache';
  response.setHeader('Cache-Control', caching);
}

async function answerMissing(ctx: Context, webRoot: string): Promise<void> {
  ctx.set('Cache-Control', 'no-store');
  if (!(await isBuilt(webRoot))) {
    ctx.status = 503;
    ctx.type = 'text/plain';
    ctx.body =
      'The pages are not built yet. Run "npm run build", then load this again. The API is at /api/v1.\n';
    return;
  }
  if (ctx.accepts('json', 'html') !== 'html') {
    throw new Problem('not-found', 'Nothing is at this address.');
  }
  ctx.status = 404;
  ctx.type = 'html';
  ctx.body = await readFile(join(webRoot, 'not_found.html'));
}

function isBuilt(webRoot: string): Promise<boolean> {
  return access(join(webRoot, 'index.html')).then(
    () => true,
    () => false,
  );
}
