import { type ReadonlySignal, type Signal, signal } from '@preact/signals';
import type { ReaderView } from '../../node/schemas/reading.ts';
import type { MessageList, MessageView } from '../../node/schemas/views.ts';
import { ApiProblem } from './api.ts';
import { createOutgoing, type Outgoing, type OutgoingDeps, type UnsentLine } from './outgoing.ts';

export type ChatDeps = Omit<OutgoingDeps, 'onSent'> & {
  readonly read: (after: number) => Promise<MessageList>;
};

export type Chat = Omit<Outgoing, 'confirm'> & {
  /** Confirmed lines in the order that holds everywhere. */
  readonly lines: ReadonlySignal<readonly MessageView[]>;
  /** How far the people of the issue have come. */
  readonly readers: ReadonlySignal<readonly ReaderView[]>;
  readonly problem: ReadonlySignal<ApiProblem | undefined>;
  readonly isLoaded: ReadonlySignal<boolean>;
  /** Reads only lines that arrived since the last read. */
  readonly refresh: () => Promise<void>;
  /** Has a line not sent, but written anew; not while it is on its way. */
  readonly takeBack: (key: string) => void;
  /** The line that its writer wants back in the box; whoever shows the box takes it out of here. */
  readonly takenBack: Signal<UnsentLine | undefined>;
};

/** By (counter, region, n), as every region shows it; regions compare by code unit so that all browsers agree. */
export function compareLines(a: MessageView, b: MessageView): number {
  if (a.counter !== b.counter) return a.counter - b.counter;
  if (a.region !== b.region) return a.region < b.region ? -1 : 1;
  return a.n - b.n;
}

/** The chat of one issue: its lines as the node has them, and those that are on their way there. */
export function createChat({ read, ...deps }: ChatDeps): Chat {
  const known = new Map<string, MessageView>();
  const lines = signal<readonly MessageView[]>([]);
  const readers = signal<readonly ReaderView[]>([]);
  const problem = signal<ApiProblem | undefined>(undefined);
  const isLoaded = signal(false);
  const takenBack = signal<UnsentLine | undefined>(undefined);
  let lastArrival = 0;
  /** Whose order of arrival that is; another region's begins anew. */
  let arrivalsOf: string | undefined;
  let reading: Promise<void> | undefined;
  let isReadWantedAgain = false;
  const { confirm, ...outgoing } = createOutgoing({ ...deps, onSent: (line) => keep([line]) });

  function keep(fresh: readonly MessageView[]): void {
    if (fresh.length === 0) return;
    for (const line of fresh) known.set(line.id, line);
    lines.value = [...known.values()].sort(compareLines);
    confirm(new Set(fresh.map(({ key }) => key)));
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

  function refresh(): Promise<void> {
    if (reading !== undefined) {
      isReadWantedAgain = true;
      return reading;
    }
    reading = readAll().finally(() => {
      reading = undefined;
    });
    return reading;
  }

  return {
    ...outgoing,
    lines,
    readers,
    problem,
    isLoaded,
    takenBack,
    takeBack(key) {
      const line = outgoing.pending.peek().find((other) => other.key === key);
      if (line === undefined || line.state === 'sending') return;
      outgoing.discard(key);
      takenBack.value = line;
    },
    refresh,
    async retry() {
      if (outgoing.pending.peek().length === 0) return;
      // What an earlier try or another tab has sent is known then.
      await refresh();
      await outgoing.retry();
    },
  };
}
