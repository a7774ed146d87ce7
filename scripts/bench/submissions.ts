/** Submissions a second of one node, beside a bare Koa route, in alternating rounds. */
import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import autocannon from 'autocannon';
import { z } from 'zod';
import type { LifeNodes } from '../../node/life/nodes.ts';
import { newUser } from '../../node/life/people.ts';
import { limits } from '../../node/services/limits.ts';
import { median, round, type Spread, spreadOf } from './figures.ts';

/** Enough that commits are shared, as they are when many people write; few enough for two cores. */
const connections = 16;
/** Both programs are compiled by the engine before they are measured. */
const warmUpRequests = 600;

export type Submissions = {
  readonly rounds: number;
  readonly requestsPerRound: number;
  readonly connections: number;
  readonly node: Side;
  readonly bare: Side;
  /** Of the rates in the same round, the median. */
  readonly ratio: number;
};
export type Side = Spread & { readonly perSecond: number };

const issue = {
  title: 'The printer on floor 3 is not found',
  description:
    'Since this morning none of the laptops finds it. The screen says it is on the network. I have restarted it twice.',
  category: 'network',
  urgency: 'normal',
};

/**
 * Starts a node on LMDB and the bare route as processes of their own.
 * No expert is online: a submission is checked, ranked, committed to disk and answered, and waits.
 * @throws Error when an answer is not 201
 */
export async function measureSubmissions(
  nodes: LifeNodes,
  { rounds, requestsPerRound }: { rounds: number; requestsPerRound: number },
): Promise<Submissions> {
  const node = await nodes.start(await nodes.plan('Alone'));
  const bare = await startBare();
  try {
    const requests = warmUpRequests + rounds * requestsPerRound;
    // The limit of one person's issues in an hour stays as it is: there are more people.
    const tokens = await people(node.url, Math.ceil(requests / limits.issuesPerHour));
    let submitted = 0;
    const tokenOfNext = () => tokens[Math.floor(submitted++ / limits.issuesPerHour)] ?? '';
    const onNode = (amount: number) => oneRound(node.url, amount, tokenOfNext);
    const onBare = (amount: number) => oneRound(bare.url, amount, () => tokens[0] ?? '');

    await onNode(warmUpRequests);
    await onBare(warmUpRequests);
    const nodeRounds: Round[] = [];
    const bareRounds: Round[] = [];
    for (let at = 0; at < rounds; at += 1) {
      nodeRounds.push(await onNode(requestsPerRound));
      bareRounds.push(await onBare(requestsPerRound));
    }
    const ratios = nodeRounds.map(
      ({ perSecond }, at) => perSecond / (bareRounds[at]?.perSecond ?? Number.NaN),
    );
    return {
      rounds,
      requestsPerRound,
      connections,
      node: sideOf(nodeRounds),
      bare: sideOf(bareRounds),
      ratio: median(ratios),
    };
  } finally {
    bare.stop();
    await node.process().stop();
  }
}

type Round = { readonly perSecond: number; readonly latenciesMs: readonly number[] };

const sideOf = (all: readonly Round[]): Side => ({
  perSecond: round(median(all.map(({ perSecond }) => perSecond))),
  ...spreadOf(all.flatMap(({ latenciesMs }) => latenciesMs)),
});

async function oneRound(url: string, amount: number, tokenOfNext: () => string): Promise<Round> {
  const latenciesMs: number[] = [];
  const body = JSON.stringify(issue);
  const refused = new Map<number, number>();
  const startedAt = performance.now();
  let lastAt = startedAt;
  const { errors } = await new Promise<autocannon.Result>((resolve, reject) => {
    const options: autocannon.Options = {
      url: `${url}/api/v1/issues`,
      connections,
      amount,
      requests: [
        {
          method: 'POST',
          setupRequest: (request) => ({
            ...request,
            body,
            headers: {
              ...request.headers,
              'content-type': 'application/json',
              authorization: `Bearer ${tokenOfNext()}`,
              'idempotency-key': randomUUID(),
            },
          }),
        },
      ],
    };
    const run = autocannon(options, (error, result) => (error ? reject(error) : resolve(result)));
    run.on('response', (_client, status, _bytes, tookMs) => {
      lastAt = performance.now();
      latenciesMs.push(tookMs);
      if (status !== 201) refused.set(status, (refused.get(status) ?? 0) + 1);
    });
  });
  if (refused.size > 0 || errors > 0) {
    const answers = [...refused].map(([status, count]) => `${count} × ${status}`);
    throw new Error(
      `Not every submission to ${url} was taken: ${[...answers, `${errors} errors`].join(', ')}`,
    );
  }
  return { perSecond: latenciesMs.length / ((lastAt - startedAt) / 1_000), latenciesMs };
}

/** Session tokens of that many new users. A few at a time: each costs the node two slow hashes. */
async function people(url: string, count: number): Promise<string[]> {
  const tokens: string[] = [];
  const atOnce = 4;
  for (let at = 0; at < count; at += atOnce) {
    const batch = Array.from({ length: Math.min(atOnce, count - at) }, (_, i) =>
      newUser(url, `User-${at + i}`),
    );
    tokens.push(...(await Promise.all(batch)).map(({ token }) => token));
  }
  return tokens;
}

/** The built program beside this one, or its source when this one runs from its source. */
const bareFile = fileURLToPath(
  new URL(
    import.meta.url.endsWith('.ts') ? '../../dist/scripts/bench/bare.js' : './bare.js',
    import.meta.url,
  ),
);

async function startBare(): Promise<{ url: string; stop: () => void }> {
  const child = spawn(process.execPath, [bareFile], { stdio: ['ignore', 'pipe', 'inherit', 'ipc'] });
  const ended = once(child, 'exit').then(() => {
    throw new Error('The bare route did not start.');
  });
  const said = child.stdout === null ? ended : once(createInterface(child.stdout), 'line');
  const line = await Promise.race([said, ended]);
  ended.catch(() => undefined);
  const { url } = z.object({ url: z.string() }).parse(JSON.parse(String(line[0])));
  return { url, stop: () => void child.kill('SIGKILL') };
}
