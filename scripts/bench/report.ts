/** What the benchmark prints. */
import type { Spread } from './figures.ts';
import type { Matching } from './matching.ts';
import type { Offers } from './offers.ts';
import type { Ranking } from './ranking.ts';
import type { Side, Submissions } from './submissions.ts';

export type Report = {
  readonly machine: { readonly node: string; readonly cpu: string; readonly cores: number };
  readonly submissions: Submissions;
  readonly offers: Offers;
};

/** The report for people: two tables with a line on how each was measured. */
export function tableOf({ machine, submissions, offers }: Report): string {
  const side = (name: string, { perSecond, p50Ms, p99Ms }: Side) => [name, perSecond, p50Ms, p99Ms];
  const spread = (name: string, { samples, p50Ms, p99Ms }: Spread) => [name, samples, p50Ms, p99Ms];
  return [
    `Node ${machine.node} on ${machine.cores} × ${machine.cpu}`,
    '',
    rows([
      ['POST /api/v1/issues', 'per second', 'p50 ms', 'p99 ms'],
      side('one node, LMDB, durable', submissions.node),
      side('bare Koa route, same body', submissions.bare),
    ]),
    `The node does ${submissions.ratio} of the bare route's rate: the median of ${submissions.rounds} rounds of ${submissions.requestsPerRound} requests each, in turn, over ${submissions.connections} connections.`,
    '',
    rows([
      ['From submission to offer', 'samples', 'p50 ms', 'p99 ms'],
      spread('expert in the same region', offers.sameRegion),
      spread('expert in another region', offers.otherRegion),
      spread('round trip of the mesh', offers.meshRoundTrip),
    ]),
    'From before the request is sent until the news is on the expert’s live socket.',
    '',
  ].join('\n');
}

export type NamedMatching = Matching & { readonly name: string };

/** Rankings of labelled issues, a line a set. */
export function matchingTable(sets: readonly NamedMatching[]): string {
  const share = (value: number) => value.toFixed(3);
  return [
    rows([
      ['Set', 'matcher', 'MRR', 'hit@1', 'hit@5', 'hit@10', 'nDCG@10', 'p50 ms', 'p99 ms'],
      ...sets.map((set) => [
        set.name,
        set.matcher,
        ...[set.mrr, set.hit1, set.hit5, set.hit10, set.ndcg10].map(share),
        set.msP50,
        set.msP99,
      ]),
    ]),
    'MRR is the mean of 1 / the place of the first expert who did resolve the issue. Times are from the text to the order of all experts.',
    '',
  ].join('\n');
}

export function rankingTable({
  experts,
  past,
  fillMs,
  bytesPerPast,
  whole,
  skill,
  withMeaning,
  withModel,
}: Ranking): string {
  const spread = (name: string, { samples, p50Ms, p99Ms }: Spread) => [name, samples, p50Ms, p99Ms];
  return [
    `${past} past issues were read in ${fillMs} ms, and take ${bytesPerPast} bytes each.`,
    '',
    rows([
      [`Among ${experts} experts`, 'samples', 'p50 ms', 'p99 ms'],
      spread('skill of each', skill),
      spread('skill and ranking', whole),
      spread('the same with vectors', withMeaning),
      ...(withModel ? [spread('… and the model', withModel)] : []),
    ]),
    'Elapsed time on one thread; the model has a process of its own. With nothing else for the machine to do.',
    '',
  ].join('\n');
}

/** Columns of equal width; words to the left, numbers to the right. */
export function rows(cells: readonly (readonly (string | number)[])[]): string {
  const widths = cells[0]?.map((_, at) => Math.max(...cells.map((row) => String(row[at]).length))) ?? [];
  return cells
    .map((row) =>
      row
        .map((cell, at) =>
          at === 0 ? String(cell).padEnd(widths[0] ?? 0) : String(cell).padStart(widths[at] ?? 0),
        )
        .join('  '),
    )
    .join('\n');
}
