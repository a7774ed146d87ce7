/**
 * Everything the services touch, as interfaces. Production passes real adapters, the simulator virtual
 * ones; both run the same services. Nothing in `services/` may reach the world in another way.
 */
import type { EpochMs, RegionId } from './core/ids.ts';
import type { LanguageGuess } from './core/language.ts';
import type { LocalTime } from './core/working-hours.ts';

/** Ends a subscription or a timer. Calling it twice does no harm. */
export type Cancel = () => void;

/** Time. Long periods and what people see use `now`; leases and countdowns use `monotonicMs`. */
export interface Clock {
  /** Wall clock, ms since 1970. May jump. */
  now(): EpochMs;
  /** Ms since an arbitrary start of this process. Never goes back. */
  monotonicMs(): number;
  /** Runs `callback` once, `delayMs` from now. A timer never keeps the process alive. */
  after(delayMs: number, callback: () => void): Cancel;
}

/** What clocks on the wall show in the time zones of the world, daylight saving included. Quick: asked in each choice. */
export interface LocalTimes {
  /** By the name in the IANA database; undefined for one that is not known here. */
  at(timeZone: string, now: EpochMs): LocalTime | undefined;
}

/** Chance. One stream per node; in the simulator it comes from the run's seed. */
export interface Random {
  /** A number in [0, 1). */
  next(): number;
}

/** Secrets: what needs cryptographic strength. Deterministic in the simulator, and only there. */
export interface Secrets {
  /** A salted, slow hash (argon2id). Takes some 50 ms: call it before entering the queue. */
  hashPassword(password: string): Promise<string>;
  /** Whether the password fits; takes the same time whether it does or not. */
  verifyPassword(hash: string, password: string): Promise<boolean>;
  /** 256 random bits, base64url: session tokens. */
  token(): string;
  /** 128 random bits, base64url: ids. */
  id(): string;
  /** SHA-256 of the parts, unambiguous in where one ends, base64url. Pure. */
  digest(...parts: string[]): string;
}

/** Tells which languages a text may be in. Pure: the same text gets the same answer in every region. */
export interface Languages {
  /** The likeliest first; none where the text does not say. Takes less than a millisecond. */
  of(text: string): readonly LanguageGuess[];
}

export type LogFields = Record<string, unknown>;

/** Structured logs. Never pass personal data or secrets in `fields`. */
export interface Log {
  debug(fields: LogFields, message: string): void;
  info(fields: LogFields, message: string): void;
  warn(fields: LogFields, message: string): void;
  error(fields: LogFields, message: string): void;
}

// ---------------------------------------------------------------- meaning

/** Which sentence model. Vectors of different models mean different things and are never compared. */
export type SentenceModel = {
  /** At most 40 characters: its name, and a digest of everything that its vectors depend on. */
  readonly id: string;
  /** Numbers in each of its vectors. */
  readonly width: number;
};

/** `because` is a sentence for operators; of `off` it says what to do. */
export type EmbedderState =
  | { readonly kind: 'loading' }
  | { readonly kind: 'ready'; readonly model: SentenceModel }
  /** It comes again by itself. */
  | { readonly kind: 'restarting'; readonly because: string }
  /** It does not come again before the node's next start. */
  | { readonly kind: 'off'; readonly because: string };

/** `unusable`: it is off. `busy`: too many texts wait. `slow`: no answer within the limit. `failed`: of this one text. */
export type EmbedderFailure = 'unusable' | 'busy' | 'slow' | 'failed';

export class EmbedderError extends Error {
  override readonly name = 'EmbedderError';
  readonly code: EmbedderFailure;
  constructor(code: EmbedderFailure, message: string) {
    super(message);
    this.code = code;
  }
}

/**
 * What a text means, as a vector of length 1: texts on the same subject point the same way (Sentence-BERT; Reimers and
 * Gurevych 2019, arXiv:1908.10084). It may be missing, slow or broken at any time: whoever asks goes on without it. Takes
 * milliseconds to seconds: call it before entering the queue.
 */
export interface Embedder {
  readonly state: EmbedderState;
  /** Called after each change of `state`. */
  onState(listener: () => void): Cancel;
  /**
   * The vector of a text, `width` numbers. Texts for which nobody waits (`isBehind`) come after all others.
   * @throws EmbedderError
   */
  embed(text: string, options?: { readonly isBehind?: boolean }): Promise<Float32Array>;
}

// ---------------------------------------------------------------- store

/** A document is a plain JSON value: no undefined members, no dates, no class instances. */
export type Doc = { readonly [field: string]: unknown };

/** What an index sorts by. Numbers sort before strings. */
export type IndexValue = string | number;

/**
 * An index over top-level fields, in this order and then by id. A document that lacks one of the fields
 * (undefined or null) is not in the index. At most four fields, each a string (up to 512 bytes) or a finite number.
 */
export type IndexSpec = { readonly fields: readonly [string, ...string[]] };

/** The collections of a store, declared once when it is opened (see `services/collections.ts`). */
export type CollectionSpecs = {
  readonly [collection: string]: { readonly indexes: { readonly [index: string]: IndexSpec } };
};

export type Stored<D = Doc> = { readonly id: string; readonly doc: D; readonly version: number };

/** Which part of an index: the leading fields equal `equals`; the next field within [from, to], both included. */
export type Range = {
  readonly equals?: readonly IndexValue[];
  readonly from?: IndexValue;
  readonly to?: IndexValue;
};

export type QueryOptions = {
  /** Opaque cursor from a former page's `next`. */
  readonly after?: string;
  /** At most so many, 1 to 1,000. */
  readonly limit: number;
  readonly reverse?: boolean;
};

export type Page<D = Doc> = { readonly items: readonly Stored<D>[]; readonly next?: string };

/** One change. Versions start at 1 and grow by 1 with each replacement, so the writer knows the new one. */
export type Change =
  | { readonly kind: 'insert'; readonly collection: string; readonly id: string; readonly doc: Doc }
  | {
      readonly kind: 'replace';
      readonly collection: string;
      readonly id: string;
      readonly doc: Doc;
      readonly version: number;
    }
  | { readonly kind: 'remove'; readonly collection: string; readonly id: string; readonly version: number };

/**
 * The region's durable memory: collections of versioned documents with declared indexes.
 * Ids are strings of 1 to 256 bytes. Every call settles within `timeoutMs` of the adapter (5 s unless said otherwise).
 */
export interface Store {
  /** The document, or undefined. @throws StoreUnavailable */
  get(collection: string, id: string): Promise<Stored | undefined>;
  /** A page in the order of a declared index; `'id'` is always declared. @throws StoreUnavailable, BadCursor */
  query(collection: string, index: string, range: Range, options: QueryOptions): Promise<Page>;
  /**
   * All or nothing. Resolved means durable. An insert of an id that exists, or a replace or remove of
   * another version, changes nothing at all.
   * @throws StoreConflict naming the document; StoreUnavailable when it is unknown whether the changes were kept
   */
  commit(changes: readonly Change[]): Promise<void>;
  /** Gives up ownership and closes. What was not committed is lost. */
  close(): Promise<void>;
}

/** A change met another version than it expected: a second writer, or a bug. */
export class StoreConflict extends Error {
  override readonly name = 'StoreConflict';
  readonly collection: string;
  readonly id: string;
  constructor(collection: string, id: string) {
    super(`The stored version of ${collection}/${id} is not the expected one.`);
    this.collection = collection;
    this.id = id;
  }
}

/** The store cannot be reached, is full, or did not answer in time. */
export class StoreUnavailable extends Error {
  override readonly name = 'StoreUnavailable';
}

/** The cursor given to `query` did not come from that query. */
export class BadCursor extends Error {
  override readonly name = 'BadCursor';
}

/** The store belongs to another process, is not usable (standalone MongoDB), or cannot be opened. The message says what to do. */
export class StoreUnusable extends Error {
  override readonly name = 'StoreUnusable';
}

// ---------------------------------------------------------------- blobs

/** Which bytes of a blob, counted from 0, both included. */
export type ByteRange = { readonly start: number; readonly end: number };

/**
 * Bytes by what they are: each kept once, under its SHA-256 in lower-case hexadecimal, whoever gives it. They stand beside
 * the store and take no part in its commits: put the bytes first, then commit what refers to them; what nothing refers to
 * is removed later by whoever keeps count. A crash leaves nothing half.
 */
export interface Blobs {
  /**
   * Keeps all of it. Resolved means durable. What is here already stays, and counts as put `at` that moment.
   * @throws BlobTooLarge, BlobMismatch (nothing was kept), StoreUnavailable, or whatever `bytes` throws
   */
  put(
    bytes: AsyncIterable<Uint8Array>,
    options: { readonly sizeMaxBytes: number; readonly at: EpochMs; readonly expected?: string },
  ): Promise<BlobInfo>;
  /** Counts it as put `at` that moment, so that it is not about to be removed. False when it is not here. @throws StoreUnavailable */
  touch(sha256: string, at: EpochMs): Promise<boolean>;
  /** In bytes; undefined when it is not here. @throws StoreUnavailable */
  size(sha256: string): Promise<number | undefined>;
  /** All of it, or a part that lies within it; undefined when it is not here. @throws StoreUnavailable, here or while it is read */
  get(sha256: string, range?: ByteRange): Promise<AsyncIterable<Uint8Array> | undefined>;
  /** What is here, by ascending hash, after a given one. @throws StoreUnavailable */
  list(options: { readonly after?: string; readonly limit: number }): Promise<readonly BlobAge[]>;
  /** Removes it, unless it was put or touched at or after `ifBefore`. Whether it did. @throws StoreUnavailable */
  remove(sha256: string, options: { readonly ifBefore: EpochMs }): Promise<boolean>;
  close(): Promise<void>;
}

export type BlobInfo = { readonly sha256: string; readonly size: number };
/** When it was put or touched last. */
export type BlobAge = { readonly sha256: string; readonly at: EpochMs };

/** More bytes came than the limit given to `put`. */
export class BlobTooLarge extends Error {
  override readonly name = 'BlobTooLarge';
}

/** The bytes given to `put` are not those that were expected. */
export class BlobMismatch extends Error {
  override readonly name = 'BlobMismatch';
}

// ---------------------------------------------------------------- mesh

/** What a gossip handler says of a message: pass it on; drop it quietly (late, unknown); or penalise its author (malice or bug). */
export type Verdict = 'accept' | 'ignore' | 'reject';

export type MeshFailure = 'unreachable' | 'timeout' | 'too-large' | 'unknown-method' | 'failed';

/** A request that brought no reply. `failed` means the other side's handler threw. */
export class MeshError extends Error {
  override readonly name = 'MeshError';
  readonly code: MeshFailure;
  constructor(code: MeshFailure, message: string) {
    super(message);
    this.code = code;
  }
}

/** What `request` and `handle` carry: JSON values. Who receives one parses it with a schema before use. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/**
 * Bytes between nodes, keyed by peer identity: connections, gossip, and one request/response protocol.
 * It knows nothing of region names or of who is suspected; `mesh/membership.ts` builds that on top.
 * Limits: a gossip body 64 KiB, a request or reply 1 MiB.
 */
export interface Mesh {
  /** This node's peer id. Stable over restarts of the same store. */
  readonly self: RegionId;
  start(): Promise<void>;
  /** Closes every connection; afterwards nothing is delivered. */
  stop(): Promise<void>;
  /** Addresses at which others can reach this node now. */
  addresses(): string[];
  /**
   * Connects to whoever listens there; tries the addresses in turn and resolves with the peer's id.
   * @throws MeshError 'unreachable' | 'timeout'; its message names the likely cause (a wrong mesh secret shows as a timeout)
   */
  dial(addresses: readonly string[], options: { timeoutMs: number; expect?: RegionId }): Promise<RegionId>;
  /** Closes the connections to that peer, if any. */
  hangUp(peer: RegionId): Promise<void>;
  connected(): RegionId[];
  /** Called after a peer's first connection opened and after its last one closed. */
  onConnection(listener: (peer: RegionId, isConnected: boolean) => void): Cancel;
  /** Gossips to everyone who subscribes to the topic, not to oneself. Best effort; never throws for want of peers. */
  publish(topic: string, body: Uint8Array): Promise<void>;
  /** `from` is the authenticated author, not the neighbour who passed it on. One subscription per topic. */
  subscribe(topic: string, handle: (from: RegionId, body: Uint8Array) => Verdict): Cancel;
  /** Asks one connected peer. @throws MeshError */
  request(to: RegionId, method: string, body: Json, options: { timeoutMs: number }): Promise<Json>;
  /** Answers requests for `method`. A handler that throws gives the asker 'failed', without the error's text. One handler per method. */
  handle(method: string, handler: (from: RegionId, body: unknown) => Promise<Json>): Cancel;
  /** Signs with this node's key. */
  sign(bytes: Uint8Array): Promise<Uint8Array>;
  /** Whether `signature` over `bytes` was made by `peer`'s key. */
  verify(peer: RegionId, bytes: Uint8Array, signature: Uint8Array): Promise<boolean>;
}

// ---------------------------------------------------------------- assistant

/** One thing that the assistant is asked. Whoever asks sees to it that `text` holds nothing that may not leave the region. */
export type AssistantQuestion<T> = {
  /** Of the answer's schema, `[a-z_]+`. */
  readonly name: string;
  /** Written by this program; says what to do with the text. */
  readonly instructions: string;
  /** Written by anybody: material, and no instruction. */
  readonly text: string;
  /** JSON Schema of the answer, an object. */
  readonly schema: Json;
  /** What the answer may cost, in tokens. */
  readonly answerTokensMax: number;
  /** The checked answer; undefined when it is not one. */
  readonly read: (answer: unknown) => T | undefined;
};

export type AssistantFailure =
  /** Too many are waiting, or a background question found no room. */
  | 'busy'
  /** It failed repeatedly, or said when to come back, and is left alone for a while. */
  | 'paused'
  /** What it may be asked in an hour has been asked. */
  | 'spent'
  | 'timeout'
  | 'unreachable'
  /** The key, the model or the address is wrong: the operator has to look. */
  | 'misconfigured'
  /** It is there, and says that it cannot answer now. */
  | 'overloaded'
  /** It would not answer this. */
  | 'refused'
  /** What it said is no answer: too long, cut short, or of another shape. */
  | 'unreadable';

/** The assistant gave no answer. Its message is for an operator, and may repeat what the endpoint said of it. */
export class AssistantError extends Error {
  override readonly name = 'AssistantError';
  readonly code: AssistantFailure;
  /** How long it should be left alone, if it is known. */
  readonly retryAfterMs: number | undefined;
  constructor(
    code: AssistantFailure,
    message: string,
    more: { retryAfterMs?: number; cause?: unknown } = {},
  ) {
    super(message, { cause: more.cause });
    this.code = code;
    this.retryAfterMs = more.retryAfterMs;
  }
}

/** How the assistant has done in the last hour. */
export type AssistantFigures = {
  readonly requests: number;
  readonly failures: number;
  /** Read and written, as the endpoint counts them; estimated where it does not say. */
  readonly tokens: number;
  readonly requestsMax: number;
  readonly tokensMax: number;
  /** Questions that wait for their turn now. */
  readonly waiting: number;
  /** How long it is still left alone; 0 when it may be asked. */
  readonly pausedForMs: number;
  /** What went wrong last, in words for an operator, while it is in the last hour. */
  readonly lastFailure: string | undefined;
};

/** A language model elsewhere. It is slow, costs money, fails, and may say anything: a suggestion, never a decision. */
export interface Assistant {
  /** The name of the model, as the operator gave it. */
  readonly model: string;
  /**
   * Settles within the adapter's time limit, or `timeoutMs` if that is shorter. A question in the background never
   * waits for its turn and leaves room for people's. @throws AssistantError
   */
  ask<T>(
    question: AssistantQuestion<T>,
    options?: { readonly isBackground?: boolean; readonly timeoutMs?: number },
  ): Promise<T>;
  figures(): AssistantFigures;
  /** Gives up what is under way. */
  stop(): void;
}
