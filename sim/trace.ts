import { createHash } from 'node:crypto';
import type { AccountId, IssueId, RegionId } from '../node/core/ids.ts';
import type { Seen } from './seen.ts';

/** What a person asks of a region that changes something there. */
export const commands = [
  'register',
  'sign in',
  'verify',
  'presence',
  'upload',
  'submit',
  'message',
  'accept',
  'reject',
  'resolve',
  'lower urgency',
  'confirm',
  'decline',
  'cancel',
  'escalate',
  'consent',
  'rate',
  'rate user',
  'transfer',
  'edit',
  'reopen',
  'reassign',
  'adopt',
  'retire',
  'drain',
] as const;
export type Command = (typeof commands)[number];

export const isCommand = (text: string): text is Command => commands.some((command) => command === text);

type Happening =
  | { readonly kind: 'started'; readonly region: RegionId; readonly bootEpoch: number }
  | { readonly kind: 'crashed' | 'stopped'; readonly region: RegionId }
  /** Something that the scenario breaks, or has mended; `what` is the kind of a fault of `nemesis.ts`. */
  | {
      readonly kind: 'fault';
      readonly what: string;
      readonly regions: readonly RegionId[];
      readonly is: 'beginning' | 'over';
    }
  /** One fault at one point of a run that tries them all, in words; what it leads to is told as it happens. */
  | { readonly kind: 'struck'; readonly what: string }
  /** One commit of a region, durable from now on; documents in the order they were written. */
  | { readonly kind: 'committed'; readonly region: RegionId; readonly changes: readonly Seen[] }
  /** An admin goes on with the adoption of a region without these others, which are down: what they have comes late. */
  | { readonly kind: 'went-on'; readonly lost: RegionId; readonly without: readonly RegionId[] }
  /** A region's disk is what it was when a backup was made: this is all that it holds now. */
  | { readonly kind: 'put-back'; readonly region: RegionId; readonly docs: readonly Seen[] }
  /** A seat was set aside in memory for a peer's issue, or that is over; the figures are the expert's right after it. */
  | {
      readonly kind: 'seat';
      readonly region: RegionId;
      /** Whose PROPOSE may take it, and which of that region's it is. */
      readonly by: RegionId;
      readonly id: string;
      readonly expert: AccountId;
      readonly is: 'set' | 'taken' | 'released' | 'expired';
      /** How long it may stand. */
      readonly forMs: number;
      readonly aside: number;
      /** Issues that take a seat of the expert, as memory has it. */
      readonly load: number;
      readonly capacity: number;
    }
  /** A person's command, each time it is sent; `key` stays the same when it is repeated. */
  | { readonly kind: 'asked'; readonly person: string; readonly command: Command; readonly key: string }
  /** The reply reached the person: what it says has been acknowledged. `answer` names what was made or changed. */
  | {
      readonly kind: 'answered';
      readonly person: string;
      readonly command: Command;
      readonly key: string;
      readonly answer: string;
      /** Of a submission: the names of the regions that it says the issue is stored in. */
      readonly storedIn?: readonly string[];
    }
  | {
      readonly kind: 'refused';
      readonly person: string;
      readonly command: Command;
      readonly key: string;
      readonly problem: string;
    }
  /** A file was acknowledged with an issue, or with a line of its chat. */
  | { readonly kind: 'attached'; readonly person: string; readonly issue: IssueId; readonly file: string }
  /** Somebody opened a file of an issue of theirs, and got all of it, other bytes, or a problem of that code. */
  | {
      readonly kind: 'opened';
      readonly person: string;
      readonly issue: IssueId;
      readonly file: string;
      readonly got: string;
    }
  /** Somebody asked for what is not theirs, and got a problem of that code, `nothing`, or `an answer`. */
  | {
      readonly kind: 'pried';
      readonly person: string;
      readonly what: string;
      /** None of an attempt at an account. */
      readonly issue?: IssueId;
      readonly got: string;
    }
  /** A page showed its person's list once all was quiet; `isWhole` when every region was asked for its part. */
  | {
      readonly kind: 'saw';
      readonly person: string;
      readonly email: string;
      readonly as: 'user' | 'expert';
      readonly isWhole: boolean;
      readonly issues: readonly { readonly id: string; readonly state: string }[];
    }
  /** Something happened that must not: a log line of level error, an error that is no Problem, a call that hung. */
  | {
      readonly kind: 'complained';
      readonly by: string;
      readonly what: string;
      readonly because?: 'store-unavailable';
    };

/** Something that happened, `atMs` of virtual time after the beginning. */
export type TraceEvent = Happening & { readonly atMs: number };

/** Texts are hashed in pieces of this many characters: each call costs more than a short text. */
const undigestedMax = 65_536;

/**
 * All that happened in a run, in order, and a hash over it. The hash also takes in what is too much to keep (whole
 * documents): two runs with the same hash did the same.
 */
export class Trace {
  readonly #nowMs: () => number;
  readonly #hash = createHash('sha256');
  readonly #events: TraceEvent[] = [];
  #undigested = '';

  constructor(nowMs: () => number) {
    this.#nowMs = nowMs;
  }

  get events(): readonly TraceEvent[] {
    return this.#events;
  }

  add(happening: Happening): void {
    const event: TraceEvent = { atMs: this.#nowMs(), ...happening };
    this.#events.push(event);
    this.digest(JSON.stringify(event));
  }

  /** A commit, whose documents have been digested whole: the hash need not take in the part that is looked at, too. */
  addCommit(region: RegionId, changes: readonly Seen[]): void {
    const atMs = this.#nowMs();
    this.#events.push({ atMs, kind: 'committed', region, changes });
    this.digest(`${atMs} committed ${region}`);
  }

  /** Takes a text into the hash only. */
  digest(text: string): void {
    this.#undigested += `${text.length}:${text}`;
    if (this.#undigested.length > undigestedMax) this.#digestAll();
  }

  #digestAll(): void {
    this.#hash.update(this.#undigested);
    this.#undigested = '';
  }

  /** SHA-256 of everything so far, in hexadecimal. */
  get hash(): string {
    this.#digestAll();
    return this.#hash.copy().digest('hex');
  }
}
