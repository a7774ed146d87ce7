import type { RegionView } from '../../node/schemas/mesh-views.ts';
import type { IssueView, TimelineEntry } from '../../node/schemas/views.ts';

/** An issue for tests: Leila's, in North, waiting; `change` says what matters to the test. */
export function issueFor(change: Partial<IssueView> = {}): IssueView {
  return {
    id: 'i1',
    title: 'Printer on floor 3',
    description: 'It is not found.',
    category: 'network',
    urgency: 'normal',
    state: 'waiting',
    user: { id: 'leila', name: 'Leila' },
    origin: 'North',
    submittedAt: 1,
    changedAt: 1,
    version: 1,
    storedIn: ['North'],
    timeline: [{ at: 1, kind: 'submitted', region: 'North' }],
    can: [],
    role: 'user',
    ...change,
  };
}

export const meera = { id: 'meera', name: 'Meera' };
export const daniel = { id: 'daniel', name: 'Daniel' };

export const entry = (kind: TimelineEntry['kind'], more: Partial<TimelineEntry> = {}): TimelineEntry => ({
  at: 2,
  kind,
  ...more,
});

/** A region as others see it: up, two experts, nobody waits; `more` says what matters to the test. */
export const regionFor = (name: string, more: Partial<RegionView> = {}): RegionView => ({
  name,
  url: '',
  isSelf: name === 'North',
  state: 'up',
  stateForMs: 0,
  version: '1',
  expertsOnline: 2,
  expertsFree: 1,
  waiting: 0,
  active: 0,
  handOffs: 0,
  categories: {},
  ...more,
});
