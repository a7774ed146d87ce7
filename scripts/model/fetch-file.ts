/** Fetches one file of a public model hub: what is there already is not fetched again, and what arrives is checked. */
import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, rename, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

const redirectsMax = 5;

export type Progress = (file: string, doneBytes: number, allBytes: number | undefined) => void;

/** A file could not be fetched; the message says why and what to do. */
export class FetchProblem extends Error {
  override readonly name = 'FetchProblem';
}

const sizeOf = (file: string): Promise<number> =>
  stat(file).then(
    ({ size }) => size,
    () => 0,
  );

type Answer = { readonly response: Response; readonly sha256: string | undefined };

/** Hubs say the digest of a large file where they redirect to it, as `x-linked-etag`. */
async function ask(url: string, fromByte: number): Promise<Answer> {
  let [at, sha256]: [string, string | undefined] = [url, undefined];
  for (let redirects = 0; redirects <= redirectsMax; redirects += 1) {
    const headers = new Headers(fromByte > 0 ? [['range', `bytes=${fromByte}-`]] : []);
    const response = await fetch(at, { redirect: 'manual', headers }).catch((error: unknown) => {
      const cause =
        error instanceof Error && error.cause instanceof Error ? error.cause.message : String(error);
      throw new FetchProblem(
        `${new URL(at).host} cannot be reached (${cause}). Is there a network? A model on this machine can be taken with --from FOLDER.`,
      );
    });
    sha256 ??= /^"?([0-9a-f]{64})"?$/.exec(response.headers.get('x-linked-etag') ?? '')?.[1];
    const location = response.headers.get('location');
    if (response.status < 300 || response.status >= 400 || location === null) return { response, sha256 };
    await response.body?.cancel();
    at = new URL(location, at).href;
  }
  throw new FetchProblem(`${url} is redirected for ever.`);
}

async function digestOf(file: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  return hash.digest('hex');
}

/**
 * Fetches `url` to `file`, going on where a former run was cut off (`file.part`). The file is there whole, or not at all.
 * @returns whether the hub has it
 * @throws FetchProblem
 */
export async function fetchFile(url: string, file: string, name: string, tell: Progress): Promise<boolean> {
  if ((await sizeOf(file)) > 0) return true;
  const part = `${file}.part`;
  await mkdir(dirname(file), { recursive: true });
  let { response, sha256 } = await ask(url, await sizeOf(part));
  if (response.status === 416) {
    // It was whole before, or is of another version.
    await rm(part, { force: true });
    await response.body?.cancel();
    ({ response, sha256 } = await ask(url, 0));
  }
  if (response.status === 404) {
    await response.body?.cancel();
    return false;
  }
  if (!response.ok || response.body === null)
    throw new FetchProblem(`${url} answers ${response.status}. Check --hub and --repo, or try again later.`);
  let done = response.status === 206 ? await sizeOf(part) : 0;
  const length = Number(response.headers.get('content-length')) || undefined;
  const all = length === undefined ? undefined : done + length;
  let cut: unknown;
  // When the connection breaks, the stream just ends: what has arrived is written to its last byte, and is gone on from.
  const arriving = async function* (body: AsyncIterable<Uint8Array>) {
    try {
      for await (const chunk of body) {
        done += chunk.length;
        tell(name, done, all);
        yield chunk;
      }
    } catch (error) {
      cut = error;
    }
  };
  const flags = done > 0 ? 'a' : 'w';
  await pipeline(arriving(Readable.from(response.body)), createWriteStream(part, { flags })).catch(
    (error: unknown) => {
      throw new FetchProblem(`${name} cannot be written (${String(error)}). Is the disk full?`);
    },
  );
  if (cut !== undefined)
    throw new FetchProblem(
      `${name} was cut off after ${done} bytes (${String(cut)}). Run it again: it goes on from there.`,
    );
  if (sha256 !== undefined && (await digestOf(part)) !== sha256) {
    await rm(part, { force: true });
    throw new FetchProblem(`${name} arrived damaged: its SHA-256 is not ${sha256}. Run it again.`);
  }
  await rename(part, file);
  return true;
}
