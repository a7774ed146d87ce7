import { type ReadonlySignal, signal } from '@preact/signals';
import type { AttachmentView } from '../../node/schemas/attachments.ts';
import type { ReaderView } from '../../node/schemas/reading.ts';
import type { MessageList, MessageView } from '../../node/schemas/views.ts';
import { ApiProblem } from './api.ts';
import type { Draft } from './drafts.ts';
import { parseKept } from './uploads.ts';

/** A line that the node has not confirmed. */
export type PendingLine = {
  readonly key: string;
  readonly text: string;
  readonly attachments?: readonly AttachmentView[] | undefined;
  readonly isInternal?: boolean;
  readonly state: 'sending' | 'failed';
  readonly detail?: string;
};

/** A line as it is kept on the device until it is sent; a note stays one. */
export type UnsentLine = Pick<PendingLine, 'key' | 'text' | 'isInternal' | 'attachments'>;

/** What a line is besides its words. */
export type LineMore = Pick<PendingLine, 'isInternal' | 'attachments'>;

export type ChatDeps = {
  readonly read: (after: number) => Promise<MessageList>;
  readonly post: (line: UnsentLine) => Promise<MessageView>;
  readonly unsent: Draft<readonly UnsentLine[]>;
  readonly newKey: () => string;
};

export type Chat = {
  /** Confirmed lines in the order that holds everywhere. */
  readonly lines: ReadonlySignal<readonly MessageView[]>;
  /** Lines typed here and not confirmed, in the order they were typed. */
  readonly pending: ReadonlySignal<readonly PendingLine[]>;
  /** How far the people of the issue have come. */
  readonly readers: ReadonlySignal<readonly ReaderView[]>;
  readonly problem: ReadonlySignal<ApiProblem | undefined>;
  readonly isLoaded: ReadonlySignal<boolean>;
  /** Reads only lines that arrived since the last read. */
  readonly refresh: () => Promise<void>;
  readonly send: (text: string, more?: LineMore) => Promise<void>;
  /** Tries failed lines again, oldest first and with their keys, so that none is doubled. */
  readonly resend: () => Promise<void>;
  readonly discard: (key: string) => void;
};

/** By (counter, region, n), as every region shows it; regions compare by code unit so that all browsers agree. */
export function compareLines(a: MessageView, b: MessageView): number {
  if (a.counter !== b.counter) return a.counter - b.counter;
  if (a.region !== b.region) return a.region < b.region ? -1 : 1;
  return a.n - b.n;
}

/** For drafts of unsent lines. */
export function parseUnsent(value: unknown): readonly UnsentLine[] | undefined {
  if (!Array.isArray(value)) return undefined;
  return value.flatMap((line: Partial<Record<keyof UnsentLine, unknown>> | null) => {
    if (typeof line?.key !== 'string' || typeof line.text !== 'string') return [];
    const { key, text } = line;
    const isInternal = line.isInternal === true;
    return [
      unsentOf({
        key,
        text,
        isInternal,
        attachments: parseKept(line.attachments)?.filter((file) => 'id' in file),
      }),
    ];
  });
}

const unsentOf = ({ key, text, isInternal, attachments = [] }: UnsentLine): UnsentLine => ({
  key,
  text,
  ...(isInternal && { isInternal }),
  ...(attachments.length > 0 && { attachments }),
});

/** The chat of one issue. Lines are shown at once and sent one after another, so that they never change places. */
export function createChat({ read, post, unsent, newKey }: ChatDeps): Chat {
  const known = new Map<string, MessageView>();
  const lines = signal<readonly MessageView[]>([]);
  const pending = signal<readonly PendingLine[]>(
    (unsent.load() ?? []).map((line) => ({ ...unsentOf(line), state: 'failed' })),
  );
  const readers = signal<readonly ReaderView[]>([]);
  const problem = signal<ApiProblem | undefined>(undefined);
  const isLoaded = signal(false);
  let lastArrival = 0;
  /** Whose order of arrival that is; another region's begins anew. */
  let arrivalsOf: string | undefined;
  /** Lines that this page has or had on its hands: of what is kept on the device, the rest is another tab's. */
  const mine = new Set(pending.peek().map(({ key }) => key));
  let reading: Promise<void> | undefined;
  let isReadWantedAgain = false;
  let sending: Promise<void> = Promise.resolve();

  const setPending = (next: readonly PendingLine[]) => {
    pending.value = next;
    for (const { key } of next) mine.add(key);
    const others = (unsent.load() ?? []).filter(({ key }) => !mine.has(key));
    const kept = [...others, ...next.map(unsentOf)];
    if (kept.length === 0) unsent.clear();
    else unsent.save(kept);
  };
  const mark = (key: string, change: Partial<PendingLine>) =>
    setPending(pending.value.map((line) => (line.key === key ? { ...line, ...change } : line)));

  function keep(fresh: readonly MessageView[]): void {
    if (fresh.length === 0) return;
    for (const line of fresh) known.set(line.id, line);
    lines.value = [...known.values()].sort(compareLines);
    const keys = new Set(fresh.map((line) => line.key));
    if (pending.value.some((line) => keys.has(line.key))) {
      setPending(pending.value.filter((line) => !keys.has(line.key)));
    }
  }

  async function readAll(): Promise<void> {
    do {
      isReadWantedAgain = false;
      try {
        let page: MessageList;
        do {
          page = await read(lastArrival);
          if (arrivalsOf !== undefined && page.region !== arrivalsOf && lastArrival > 0) {
            lastArrival = 0;
            arrivalsOf = page.region;
            page = await read(lastArrival);
          }
          arrivalsOf = page.region;
          readers.value = page.readers ?? readers.peek();
          for (const line of page.items) lastArrival = Math.max(lastArrival, line.arrival);
          keep(page.items);
        } while (page.hasMore && page.items.length > 0);
        problem.value = undefined;
        isLoaded.value = true;
      } catch (error) {
        if (!(error instanceof ApiProblem)) throw error;
        problem.value = error;
      }
    } while (isReadWantedAgain);
  }

  async function trySending(unsentLine: UnsentLine): Promise<void> {
    const { key } = unsentLine;
    // Removed by the person, or confirmed by a read, while it waited for the lines before it.
    const place = pending.value.findIndex((line) => line.key === key);
    if (place < 0) return;
    // One before it could not be sent: sent now, it would stand before that for ever.
    const before = pending.value.slice(0, place).find(({ state }) => state === 'failed');
    if (before) {
      mark(key, { state: 'failed', ...(before.detail !== undefined && { detail: before.detail }) });
      return;
    }
    try {
      const line = await post(unsentOf(unsentLine));
      keep([{ ...line, key }]);
    } catch (error) {
      if (!(error instanceof ApiProblem)) throw error;
      mark(key, { state: 'failed', detail: error.message });
    }
  }

  function enqueue(line: UnsentLine): Promise<void> {
    sending = sending.then(() => trySending(line));
    return sending;
  }

  /** Whatever is not on its way, oldest first: a new line brings those along that failed before it. */
  async function sendAll(): Promise<void> {
    const failed = pending.value.filter((line) => line.state === 'failed');
    setPending(pending.value.map((line) => ({ ...unsentOf(line), state: 'sending' })));
    for (const line of failed) enqueue(line);
    await sending;
  }

  return {
    lines,
    pending,
    readers,
    problem,
    isLoaded,
    refresh() {
      if (reading !== undefined) {
        isReadWantedAgain = true;
        return reading;
      }
      reading = readAll().finally(() => {
        reading = undefined;
      });
      return reading;
    },
    async send(text, more = {}) {
      setPending([...pending.value, { ...unsentOf({ key: newKey(), text, ...more }), state: 'failed' }]);
      await sendAll();
    },
    resend: sendAll,
    discard(key) {
      setPending(pending.value.filter((line) => line.key !== key));
    },
  };
}
