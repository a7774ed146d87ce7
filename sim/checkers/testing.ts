import { type Epoch, epochAt, firstTerm } from '../../node/core/epoch.ts';
import { AccountId, entryIdOf, IssueId, RegionId } from '../../node/core/ids.ts';
import type { FinalRegion } from '../final.ts';
import type { Seen, SeenAccount, SeenEntry, SeenIssue, SeenLine, SeenProfile, SeenRating } from '../seen.ts';
import type { Command, TraceEvent } from '../trace.ts';

/** Made-up evidence: a sound run in miniature, for tests to break. */
export const north = RegionId.parse('north');
export const south = RegionId.parse('south');
export const expert = AccountId.parse('expert');
export const otherExpert = AccountId.parse('other expert');
export const user = AccountId.parse('user');
export const issueId = IssueId.parse('issue');
/** The nth epoch of an issue that nobody has adopted. */
export const nth = (n: number): Epoch => epochAt(firstTerm, n);

/** Of North, closed, solved by North's expert under epoch 1. */
export const anIssue = (changes: Partial<SeenIssue> = {}): SeenIssue => ({
  id: issueId,
  origin: north,
  userId: user,
  title: 'Issue 1',
  category: 'network',
  urgency: 'normal',
  epoch: nth(1),
  revision: 1,
  attempt: 1,
  visited: [],
  passed: [],
  barred: [],
  timeline: [],
  phase: { at: 'closed', owner: north, expert: { id: expert } },
  ...changes,
});

export const anEntry = (
  at: SeenEntry['phase']['at'],
  { epoch = nth(1), by = expert }: { epoch?: Epoch; by?: AccountId } = {},
): SeenEntry => ({
  id: entryIdOf(issueId, epoch),
  issueId,
  epoch,
  issue: { origin: north, userId: user, category: 'network' },
  phase: { at, expert: { id: by } },
  n: 0,
  timeline: [],
  ...(at === 'done' && { outcome: 'confirmed' }),
});

export const aLine = (n: number, changes: Partial<SeenLine> = {}): SeenLine => ({
  issueId,
  region: north,
  n,
  counter: n,
  arrival: n,
  author: { id: user },
  key: `key ${n}`,
  ...changes,
});

export const aRating = (changes: Partial<SeenRating> = {}): SeenRating => ({
  issueId,
  of: expert,
  as: 'expert',
  stars: 4,
  after: 0.55,
  ...changes,
});

export const aProfile = (changes: Partial<SeenProfile> = {}): SeenProfile => ({
  id: expert,
  categories: ['network'],
  capacity: 1,
  presence: 'online',
  ...changes,
});

export const anAccount = (changes: Partial<SeenAccount> = {}): SeenAccount => ({
  id: expert,
  email: 'expert@grapevine.test',
  home: north,
  verification: 'verified',
  trust: { value: 0.5, at: 0 },
  standing: { value: 0.5, at: 0 },
  ...changes,
});

export const committed = (region: RegionId, ...changes: readonly Seen[]): TraceEvent =>
  committedAt(1_000, region, ...changes);

export const committedAt = (atMs: number, region: RegionId, ...changes: readonly Seen[]): TraceEvent => ({
  kind: 'committed',
  atMs,
  region,
  changes,
});

/** A fault from its beginning to its end. */
export const trouble = (what: string, region: RegionId, fromMs: number, untilMs: number): TraceEvent[] => [
  { kind: 'fault', what, regions: [region], is: 'beginning', atMs: fromMs },
  { kind: 'fault', what, regions: [region], is: 'over', atMs: untilMs },
];

/** A backup of a region's disk is put back, which held this. */
export const putBack = (region: RegionId, ...docs: readonly Seen[]): TraceEvent => ({
  kind: 'put-back',
  atMs: 1_500,
  region,
  docs,
});

export const asked = (command: Command, key: string): TraceEvent => ({
  kind: 'asked',
  atMs: 1_000,
  person: 'User 1',
  command,
  key,
});

export const answered = (
  command: Command,
  key: string,
  answer: string,
  storedIn?: readonly string[],
): TraceEvent => ({
  kind: 'answered',
  atMs: 1_000,
  person: 'User 1',
  command,
  key,
  answer,
  ...(storedIn && { storedIn }),
});

export const aRegion = (
  region: RegionId,
  docs: Partial<Omit<FinalRegion, 'region' | 'name'>> = {},
): FinalRegion => ({
  region,
  name: region,
  issues: [],
  copies: [],
  entries: [],
  messages: [],
  chats: [],
  files: [],
  ratings: [],
  profiles: [],
  accounts: [],
  outbox: [],
  adoptions: [],
  drains: [],
  ...docs,
});
