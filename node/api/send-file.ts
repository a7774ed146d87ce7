import { Readable } from 'node:stream';
import type { Context } from 'koa';
import type { ByteRange } from '../ports.ts';
import { Problem } from '../problem.ts';
import type { OpenedAttachment } from '../services/services.ts';

/** Whatever a browser makes of the bytes: it runs nothing, loads nothing, and belongs to no origin. */
const sandbox = "default-src 'none'; sandbox";

/**
 * Answers with a file that somebody gave, or a part of it. It is never a page: what is not a picture, by its own bytes, is
 * something to save.
 */
export async function sendFile(ctx: Context, file: OpenedAttachment): Promise<void> {
  const etag = `"${file.sha256}"`;
  ctx.set({
    // Asked again each time, because who may see an issue can change; the answer is mostly "as before".
    'Cache-Control': 'private, no-cache',
    ETag: etag,
    'Accept-Ranges': 'bytes',
    'Content-Type': file.type,
    'Content-Disposition': dispositionOf(file),
    'Content-Security-Policy': sandbox,
    'X-Content-Type-Options': 'nosniff',
  });
  ctx.status = 200;
  if (ctx.get('If-None-Match').includes(etag)) {
    ctx.status = 304;
    return;
  }
  const range = isWholeWanted(ctx, etag) ? undefined : rangeOf(ctx, file.size);
  if (range) {
    ctx.status = 206;
    ctx.set('Content-Range', `bytes ${range.start}-${range.end}/${file.size}`);
  }
  const bytes = ctx.method === 'HEAD' ? [] : await file.read(range);
  ctx.body = Readable.from(bytes);
  ctx.length = range ? range.end - range.start + 1 : file.size;
}

/** RFC 6266, with the name in UTF-8 (RFC 8187). */
function dispositionOf({ name, isPicture }: OpenedAttachment): string {
  const encoded = encodeURIComponent(name).replace(
    /['()*]/g,
    (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `${isPicture ? 'inline' : 'attachment'}; filename*=UTF-8''${encoded}`;
}

/** Part of another file than the asker has a part of would be of no use (If-Range). */
function isWholeWanted(ctx: Context, etag: string): boolean {
  const condition = ctx.get('If-Range');
  return condition !== '' && condition !== etag;
}

/**
 * One range of bytes, as players and interrupted downloads ask; several, or another unit, get the whole (RFC 9110, 14.2).
 * @throws Problem range-not-satisfiable
 */
function rangeOf(ctx: Context, size: number): ByteRange | undefined {
  const asked = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(ctx.get('Range').trim());
  const [, from = '', to = ''] = asked ?? [];
  if (from === '' && to === '') return undefined;
  const start = from === '' ? Math.max(0, size - Number(to)) : Number(from);
  const end = from === '' || to === '' ? size - 1 : Math.min(Number(to), size - 1);
  if (to !== '' && from !== '' && Number(to) < start) return undefined;
  if (start >= size) {
    ctx.set('Content-Range', `bytes */${size}`);
    throw new Problem('range-not-satisfiable', `The file has ${size} bytes.`);
  }
  return { start, end };
}
