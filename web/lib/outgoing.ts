import { type ReadonlySignal, signal } from '@preact/signals';
import type { AttachmentView } from '../../node/schemas/attachments.ts';
import type { MessageView } from '../../node/schemas/views.ts';
import { ApiProblem } from './api.ts';
import type { Draft } from './drafts.ts';
import { backoffMs } from './live.ts';
import { parseKept } from './uploads.ts';

/** A line as it is kept on the device until it is sent; a note stays one. */
export type UnsentLine = {
  readonly key: string;
  readonly text: string;
  readonly attachments?: readonly AttachmentView[] | undefined;
  readonly isInternal?: boolean;
  /** Why the node does not take it; without one it is sent by itself as soon as that can be. */
  readonly refusal?: string;
};

/**
 * A line that the node has not confirmed. `sending`: it is on its way, with a `detail` not for the first time. `waiting`: it could not be sent, and is tried again by itself. `failed`: it is not,
 * because the node refused it (`refusal`), or because that was tried often enough (`detail` says what went wrong).
 */
export type PendingLine = UnsentLine & {
  readonly state: 'sending' | 'waiting' | 'failed';
  readonly detail?: string;
};

/** What a line is besides its words. */
export type LineMore = Pick<UnsentLine, 'isInternal' | 'attachments'>;

export type OutgoingDeps = {
  /** @throws ApiProblem */
  readonly post: (line: UnsentLine) => Promise<MessageView>;
  readonly unsent: Draft<readonly UnsentLine[]>;
  readonly newKey: () => string;
  /** Runs `callback` in `delayMs`; returns how to prevent it. */
  readonly after: (delayMs: number, callback: () => void) => () => void;
  /** A number in [0, 1). */
  readonly random: () => number;
  /** Whether the page hears nothing from its node: then it does not try, and is told (`retry`) when it hears again. */
  readonly isCutOff: () => boolean;
  readonly onSent: (line: MessageView) => void;
};

export type Outgoing = {
  /** In the order they were typed. */
  readonly pending: ReadonlySignal<readonly PendingLine[]>;
  readonly send: (text: string, more?: LineMore) => Promise<void>;
  /** Tries again what was not refused, oldest first and with its keys, so that none is doubled: something may have changed. */
  readonly retry: () => Promise<void>;
  /** The same because a person says so, who means also this line, refused or not. */
  readonly resend: (key: string) => Promise<void>;
  /** Not while it is on its way: the node may have it already. */
  readonly discard: (key: string) => void;
  /** These have been seen at the node. */
  readonly confirm: (keys: ReadonlySet<string | undefined>) => void;
};

/** Tries by itself, half a minute long, until a person or a new connection says that it is worth while. */
export const triesMax = 6;

/** For drafts of unsent lines. */
export function parseUnsent(value: unknown): readonly UnsentLine[] | undefined {
  if (!Array.isArray(value)) return undefined;
  return value.flatMap((line: Partial<Record<keyof UnsentLine, unknown>> | null) => {
    if (typeof line?.key !== 'string' || typeof line.text !== 'string') return [];
    const { key, text, refusal } = line;
    const isInternal = line.isInternal === true;
    const attachments = parseKept(line.attachments)?.filter((file) => 'id' in file);
    return [keptOf({ key, text, isInternal, attachments, ...(typeof refusal === 'string' && { refusal }) })];
  });
}

/** Without what has become of it. */
const contentOf = ({ key, text, isInternal, attachments = [] }: UnsentLine): UnsentLine => ({
  key,
  text,
  ...(isInternal && { isInternal }),
  ...(attachments.length > 0 && { attachments }),
});

const keptOf = (line: UnsentLine): UnsentLine => ({
  ...contentOf(line),
  ...(line.refusal !== undefined && { refusal: line.refusal }),
});

/** Not refused, and not on its way. */
const isHeldUp = ({ state, refusal }: PendingLine): boolean => state !== 'sending' && refusal === undefined;

/** Lines on their way to one chat: shown at once and sent one after another, so that they never change places. */
export function createOutgoing(deps: OutgoingDeps): Outgoing {
  const { post, unsent, newKey, after, random, isCutOff, onSent } = deps;
  const pending = signal<readonly PendingLine[]>(
    (unsent.load() ?? []).map((line) => ({
      ...line,
      state: line.refusal === undefined ? 'waiting' : 'failed',
    })),
  );
  /** Lines that this page has or had on its hands: of what is kept on the device, the rest is another tab's. */
  const mine = new Set(pending.peek().map(({ key }) => key));
  /** Whether the device keeps what it is given. */
  let isKept = mine.size > 0;
  let sending: Promise<void> = Promise.resolve();
  let tries = 0;
  let cancelTimer: (() => void) | undefined;

  const setPending = (next: readonly PendingLine[]) => {
    pending.value = next;
    for (const { key } of next) mine.add(key);
    const others = (unsent.load() ?? []).filter(({ key }) => !mine.has(key));
    const kept = [...others, ...next.map(keptOf)];
    if (kept.length === 0) unsent.clear();
    else unsent.save(kept);
    if (kept.length > 0) isKept = unsent.load()?.length === kept.length;
  };
  const mark = (key: string, change: Partial<PendingLine>) =>
    setPending(pending.value.map((line) => (line.key === key ? { ...line, ...change } : line)));
  const without = (isGone: (line: PendingLine) => boolean) => {
    if (pending.value.some(isGone)) setPending(pending.value.filter((line) => !isGone(line)));
  };

  async function trySending(line: UnsentLine): Promise<void> {
    const { key } = line;
    // Removed by the person, or confirmed by a read, while it waited for the lines before it.
    const place = pending.value.findIndex((other) => other.key === key);
    if (place < 0) return;
    // Sent now, it would stand for ever before one that is still to be sent.
    const before = pending.value.slice(0, place).find(isHeldUp);
    if (before) {
      mark(key, { state: 'waiting', ...(before.detail !== undefined && { detail: before.detail }) });
      return;
    }
    try {
      const sent = await post(contentOf(line));
      tries = 0;
      without((other) => other.key === key);
      onSent({ ...sent, key });
    } catch (error) {
      if (!(error instanceof ApiProblem)) throw error;
      if (error.isPassing) mark(key, { state: 'waiting', detail: error.message });
      else mark(key, { state: 'failed', refusal: error.message });
    }
  }

  /** Whatever was not refused and is not on its way, oldest first. */
  async function sendAll(): Promise<void> {
    cancelTimer?.();
    cancelTimer = undefined;
    const held = pending.value.filter(isHeldUp);
    if (held.length === 0) return;
    setPending(pending.value.map((line) => (isHeldUp(line) ? { ...line, state: 'sending' } : line)));
    for (const line of held) sending = sending.then(() => trySending(line));
    await sending;
    if (!pending.value.some(({ state }) => state === 'sending')) tryLater();
  }

  function tryLater(): void {
    if (!pending.value.some(isHeldUp) || isCutOff() || cancelTimer !== undefined) return;
    if (tries < triesMax) cancelTimer = after(backoffMs(tries++, random()), () => void goOn());
    else setPending(pending.value.map((line) => (isHeldUp(line) ? { ...line, state: 'failed' } : line)));
  }

  /** What another tab has sent or removed meanwhile is not sent from here unasked. */
  function leaveToOthers(): void {
    if (!isKept) return;
    const kept = new Set((unsent.load() ?? []).map(({ key }) => key));
    const gone = pending.value.filter((line) => isHeldUp(line) && !kept.has(line.key));
    for (const { key } of gone) mark(key, { state: 'failed', refusal: '' });
  }

  async function goOn(): Promise<void> {
    leaveToOthers();
    await sendAll();
  }

  return {
    pending,
    async send(text, more = {}) {
      tries = 0;
      leaveToOthers();
      setPending([...pending.value, { ...contentOf({ key: newKey(), text, ...more }), state: 'waiting' }]);
      await sendAll();
    },
    async retry() {
      tries = 0;
      await goOn();
    },
    async resend(key) {
      tries = 0;
      leaveToOthers();
      setPending(
        pending.value.map((line) => (line.key === key ? { ...contentOf(line), state: 'waiting' } : line)),
      );
      await sendAll();
    },
    discard(key) {
      without((line) => line.key === key && line.state !== 'sending');
    },
    confirm(keys) {
      without((line) => keys.has(line.key));
    },
  };
}
