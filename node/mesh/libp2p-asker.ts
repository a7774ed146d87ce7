import type { Stream } from '@libp2p/interface';
import type { RegionId } from '../core/ids.ts';
import { type Json, MeshError, type MeshFailure } from '../ports.ts';
import { FrameStream } from './libp2p-frames.ts';
import { encodeRequest, FRAME_SIZE_MAX_BYTES, parseReply, type Refusal } from './libp2p-messages.ts';

/** More unanswered requests to one peer mean that it hangs or that something here floods it. */
const PENDING_MAX = 2_000;

/**
 * What may wait to be sent to one peer, in UTF-16 units: room for some of the largest requests, without letting a
 * slow peer eat the memory.
 */
const QUEUE_LENGTH_MAX = 16 * 1024 * 1024;

/** Opening a stream is one round trip; a peer that takes so long is as good as gone. */
const OPEN_MAX_MS = 5_000;

type Pending = { settle(outcome: { body: Json } | MeshError): void };

/** One peer's stream, opening or open, and the requests that wait for an answer on it. */
type Line = { pending: Map<number, Pending>; frames: Promise<FrameStream>; close(reason: string): void };

const refusals: Record<Refusal, string> = {
  'unknown-method': 'does not know that method; it may run another version',
  failed: 'could not answer; its log says why',
  'too-large': 'has an answer that is larger than a reply may be',
};

/**
 * The asking side of the request/response protocol: one stream to each peer, shared by all requests, which
 * find their replies by number. It is opened by the first request and again after it died.
 */
export class Asker {
  readonly #openStream: (peer: RegionId, signal: AbortSignal) => Promise<Stream>;
  readonly #lines = new Map<RegionId, Line>();
  #lastId = 0;

  /** `openStream` opens a stream of this protocol on an existing connection, or rejects. */
  constructor(openStream: (peer: RegionId, signal: AbortSignal) => Promise<Stream>) {
    this.#openStream = openStream;
  }

  /** @throws MeshError */
  async request(to: RegionId, method: string, body: Json, timeoutMs: number): Promise<Json> {
    const message = encodeRequest(method, body);
    const line = this.#lines.get(to) ?? this.#open(to);
    if (line.pending.size >= PENDING_MAX) throw congested(to);
    const id = ++this.#lastId;
    return new Promise((resolve, reject) => {
      const deadline = setTimeout(
        () =>
          pending.settle(
            new MeshError('timeout', `${to} did not answer "${method}" within ${timeoutMs} ms.`),
          ),
        timeoutMs,
      );
      const pending: Pending = {
        settle: (outcome) => {
          clearTimeout(deadline);
          line.pending.delete(id);
          if (outcome instanceof MeshError) reject(outcome);
          else resolve(outcome.body);
        },
      };
      line.pending.set(id, pending);
      line.frames.then(
        (frames) => {
          if (frames.queueLength > QUEUE_LENGTH_MAX) pending.settle(congested(to));
          else void frames.send(message.toFrame(id), () => line.pending.has(id));
        },
        () => {},
      );
    });
  }

  /** Whatever is still asked fails as unreachable. */
  close(): void {
    for (const line of [...this.#lines.values()]) line.close('this node is stopping');
  }

  #open(peer: RegionId): Line {
    const pending: Line['pending'] = new Map();
    const stop = new AbortController();
    const frames = this.#openStream(
      peer,
      AbortSignal.any([stop.signal, AbortSignal.timeout(OPEN_MAX_MS)]),
    ).then(
      (stream) =>
        new FrameStream(stream, FRAME_SIZE_MAX_BYTES, {
          isReady: () => true,
          onFrame: (text) => {
            const reply = parseReply(text);
            pending
              .get(reply.id)
              ?.settle('body' in reply ? reply : failure(reply.error, `${peer} ${refusals[reply.error]}.`));
          },
          onClose: () => line.close('the stream to it was closed'),
        }),
    );
    const line: Line = {
      pending,
      frames,
      close: (reason) => {
        if (this.#lines.get(peer) === line) this.#lines.delete(peer);
        stop.abort();
        for (const { settle } of [...pending.values()])
          settle(failure('unreachable', `${peer} cannot be reached: ${reason}.`));
        frames.then(
          (open) => open.abort(reason),
          () => {},
        );
      },
    };
    frames.catch((error: unknown) => line.close(error instanceof Error ? error.message : String(error)));
    this.#lines.set(peer, line);
    return line;
  }
}

function failure(code: MeshFailure, message: string): MeshError {
  return new MeshError(code, message);
}

function congested(peer: RegionId): MeshError {
  return failure(
    'unreachable',
    `${peer} does not keep up: too much is waiting to be sent to it or answered by it.`,
  );
}
