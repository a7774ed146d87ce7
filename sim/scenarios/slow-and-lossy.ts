import { fourRegions, type Scenario, troubleFromMs, troubleUntilMs } from './scenario.ts';

const badMinMs = 30_000;
const badMaxMs = 150_000;

/** Radio links: every tenth to third message is lost, the rest takes up to two seconds, some of it twice. */
export const slowAndLossy: Scenario = {
  ...fourRegions,
  name: 'slow-and-lossy',
  summary:
    'For a while all links are slow and lose up to a third of what passes, gossip is doubled and late.',
  faults: (random) => [
    {
      kind: 'link',
      conditions: {
        latency: { minMs: random.between(20, 300), maxMs: random.between(300, 2_000) },
        lossRate: random.between(0.05, 0.35),
        duplicateRate: 0.2,
        holdBackRate: 0.3,
      },
      atMs: random.between(troubleFromMs, troubleUntilMs),
      forMs: random.between(badMinMs, badMaxMs),
    },
  ],
};
