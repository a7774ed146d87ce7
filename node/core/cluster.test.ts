import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { clusterFor, clusterMs, clustersOf, type Report } from './cluster.ts';
import { AccountId, IssueId } from './ids.ts';

const now = 100 * clusterMs;
let count = 0;
const report = (title: string, more: { user?: string; agoMs?: number; category?: string } = {}): Report => {
  count += 1;
  const { user = `user${count}`, agoMs = 0, category = 'network' } = more;
  return {
    id: IssueId.parse(`issue${count}`),
    userId: AccountId.parse(user),
    category,
    words: title.split(' '),
    title,
    at: now - agoMs,
  };
};

test('three people with the same words within an hour make a cluster', () => {
  const reports = [report('vpn down'), report('vpn slow'), report('cannot reach vpn'), report('printer')];
  const [cluster, ...others] = clustersOf(reports, now);
  assert.is(others.length, 0);
  assert.equal(cluster?.words, ['vpn']);
  assert.is(cluster?.people, 3);
  assert.is(cluster?.reports.length, 3);
});

test('one person three times, two people, three categories and three hours make none', () => {
  assert.equal(
    clustersOf(
      [1, 2, 3].map(() => report('vpn down', { user: 'same' })),
      now,
    ),
    [],
  );
  assert.equal(clustersOf([report('vpn'), report('vpn')], now), []);
  assert.equal(
    clustersOf(
      ['web', 'cloud', 'network'].map((category) => report('vpn', { category })),
      now,
    ),
    [],
  );
  assert.equal(
    clustersOf(
      [0, 1, 2].map((n) => report('vpn', { agoMs: n * clusterMs })),
      now,
    ),
    [],
  );
});

test('a word that is in many titles every hour makes a cluster only when it is much more frequent', () => {
  const usual = Array.from({ length: 46 }, (_, n) => report('password', { agoMs: clusterMs + n }));
  const some = (n: number) => [...usual, ...Array.from({ length: n }, () => report('password'))];
  assert.equal(clustersOf(some(5), now), [], 'two an hour are usual');
  assert.is(clustersOf(some(6), now)[0]?.people, 6);
});

test('words of the same issues are one cluster, words of others another', () => {
  const reports = [
    ...['mail server down', 'mail server error', 'mail gone'].map((title) => report(title)),
    ...['vpn down', 'vpn slow', 'vpn'].map((title) => report(title)),
  ];
  const clusters = clustersOf(reports, now);
  assert.equal(
    clusters.map(({ words }) => words[0]),
    ['mail', 'vpn'],
  );
});

test('whoever writes at least half of its words in the same category belongs to it', () => {
  const clusters = clustersOf([report('vpn'), report('vpn'), report('vpn')], now);
  assert.ok(clusterFor(clusters, { category: 'network', words: ['my', 'vpn'] }));
  assert.is(clusterFor(clusters, { category: 'web', words: ['vpn'] }), undefined);
  assert.is(clusterFor(clusters, { category: 'network', words: [] }), undefined);
  const four = clustersOf(
    [1, 2, 3].map(() => report('mail server error today')),
    now,
  );
  assert.is(clusterFor(four, { category: 'network', words: ['today'] }), undefined);
  assert.ok(clusterFor(four, { category: 'network', words: ['mail', 'error'] }));
});

test('what is older than a day counts for nothing, and nothing makes no cluster', () => {
  assert.equal(clustersOf([report('vpn', { agoMs: 30 * clusterMs })], now), []);
  assert.equal(clustersOf([], now), []);
});

test.run();
