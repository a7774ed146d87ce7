import type { Cancel, Clock, Log } from '../ports.ts';
import type { Events } from './events.ts';
import type { Files } from './files.ts';
import type { Moves } from './moves.ts';
import type { PasswordLinks } from './password-links.ts';
import type { Placements } from './placements.ts';
import type { Sessions } from './sessions.ts';
import type { State } from './state.ts';
import type { Timing } from './timing.ts';

const creationsKeptMs = 24 * 3_600_000;

/** Removes from time to time what has served its purpose: old events, expired sessions and links, answers to registrations, old choices, files that nobody attached. */
export function startSweeping(deps: {
  state: State;
  events: Events;
  sessions: Sessions;
  passwordLinks: PasswordLinks;
  placements: Placements;
  moves: Moves;
  files: Files;
  clock: Clock;
  log: Log;
  timing: Timing;
}): Cancel {
  const { state, events, sessions, passwordLinks, placements, moves, files, clock, log, timing } = deps;
  let cancel: Cancel;
  let isStopped = false;

  const sweep = async (): Promise<void> => {
    await events.sweep(clock.now() - timing.eventsKeptMs);
    await sessions.sweep();
    await moves.sweep();
    await files.sweep();
    await state.ledger.run((transaction) => {
      placements.sweep(transaction);
      passwordLinks.sweep(transaction);
      for (const { id, at } of state.creations.values()) {
        if (transaction.now - at > creationsKeptMs) transaction.remove(state.creations, id);
      }
    });
  };
  const next = () => {
    cancel = clock.after(timing.sweepMs, () => {
      sweep()
        .catch((error: unknown) =>
          log.warn({ error }, 'Old records could not be removed; it is tried again later.'),
        )
        .finally(() => {
          if (!isStopped) next();
        });
    });
  };
  next();
  return () => {
    isStopped = true;
    cancel();
  };
}
