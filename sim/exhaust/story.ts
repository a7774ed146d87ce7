import type { Fault } from '../nemesis.ts';
import type { ExpertHabits } from '../people/expert.ts';
import type { IssuePlan } from '../people/user.ts';

/** A person of a story, by one word that people can type. */
type Person = {
  readonly name: string;
  readonly home: string;
  /** Where their page is open, if that is not their home. */
  readonly at?: string;
};

export type StoryUser = Person & {
  /** Without a live connection, the page looks again now and then. */
  readonly isPolling?: true;
  readonly issues: readonly IssuePlan[];
};

export type StoryExpert = Person & {
  readonly categories: readonly string[];
  readonly capacity?: number;
  readonly habits: ExpertHabits;
};

/**
 * What a few people do in a small world, told in full: nothing is drawn but how long each of them thinks, from the
 * story's name. A run of it follows from the story and from the faults at its points.
 */
export type Story = {
  /** As on the command line. */
  readonly name: string;
  /** One sentence for a list. */
  readonly summary: string;
  readonly regions: readonly string[];
  readonly users: readonly StoryUser[];
  readonly experts: readonly StoryExpert[];
  /** What happens in every run of it, as in a scenario. */
  readonly events: readonly Fault[];
};

/** A user who does nothing special with an issue. */
export const plainIssue: Omit<IssuePlan, 'title' | 'category'> = {
  urgency: 'normal',
  atMs: 1_000,
  isDoubled: false,
  cancelsAfterMs: undefined,
  escalatesAfterMs: undefined,
  lines: 0,
  waitingLines: 0,
  declines: 0,
  isRaised: false,
  pushes: false,
  reopens: 0,
  looksForNotes: false,
  saysRead: false,
  hasFiles: false,
  helpsOthers: false,
  takesBack: false,
  stars: 5,
};

/** An expert who accepts what is offered, works on it for 15 s and says nothing. */
export const plainExpert: ExpertHabits = {
  rejectRate: 0,
  ignoreRate: 0,
  serviceMinMs: 15_000,
  serviceMaxMs: 15_000,
  linesMax: 0,
  notesRate: 0,
  saysRead: false,
  sendsFiles: false,
  ratesUserRate: 1,
  transferRate: 0,
  lowersRate: 0,
  hesitationRate: 0,
  isFumbling: false,
  away: undefined,
};
