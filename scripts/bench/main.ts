/** `npm run bench`: what things cost, and how good choices are. Prints figures; judges nothing. */
import { cpus } from 'node:os';
import process from 'node:process';
import { Command, InvalidArgumentError, Option } from 'commander';
import { z } from 'zod';
import { margin } from '../../node/core/tally.ts';
import { lifeNodes } from '../../node/life/nodes.ts';
import { assignmentTable, bursts, measureAssignment } from './assignment.ts';
import { readSets } from './case-set.ts';
import { type MatcherName, matchers, measureMatching } from './matching.ts';
import { measureOffers } from './offers.ts';
import { measurePages, pagesTable } from './pages.ts';
import { measureRanking } from './ranking.ts';
import { matchingTable, type NamedMatching, type Report, rankingTable, tableOf } from './report.ts';
import { openModel } from './semantic.ts';
import { measureSubmissions } from './submissions.ts';
import { measureTrust, trustTable } from './trust.ts';
import { measureWeights, weightsTable } from './weights.ts';

const whole = (text: string): number => {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1)
    throw new InvalidArgumentError('It must be a whole number above 0.');
  return value;
};

const Options = z.object({
  rounds: z.number(),
  requests: z.number(),
  samples: z.number(),
  json: z.boolean(),
});
const WeightsOptions = z.object({ issues: z.number(), seed: z.string(), json: z.boolean() });
const DrawnOptions = z.object({ backlogs: z.number(), seed: z.string(), json: z.boolean() });
const matcherNames = Object.keys(matchers) as [MatcherName, ...MatcherName[]];
const MatchingOptions = z.object({
  data: z.string(),
  matcher: z.enum(matcherNames),
  modelDir: z.string(),
  json: z.boolean(),
});
const RankingOptions = z.object({
  experts: z.number(),
  past: z.number(),
  rankings: z.number(),
  modelDir: z.string().optional(),
  json: z.boolean(),
});
const PagesOptions = z.object({ visits: z.number(), json: z.boolean() });
const TrustOptions = z.object({ worlds: z.number(), json: z.boolean() });

/** Progress is for people who watch; results alone go to standard output. */
const tell = (text: string) => process.stderr.write(`${text}\n`);
const show = (isJson: boolean, result: unknown, table: string) =>
  process.stdout.write(isJson ? `${JSON.stringify(result, null, 2)}\n` : table);

async function measureNodes(options: z.output<typeof Options>): Promise<void> {
  const nodes = await lifeNodes();
  try {
    tell('Submissions: one node, and the bare route …');
    const submissions = await measureSubmissions(nodes, {
      rounds: options.rounds,
      requestsPerRound: options.requests,
    });
    tell('Offers: two regions …');
    const offers = await measureOffers(nodes, options.samples);
    const report: Report = {
      machine: { node: process.version, cpu: cpus()[0]?.model ?? 'unknown', cores: cpus().length },
      submissions,
      offers,
    };
    show(options.json, report, tableOf(report));
  } finally {
    await nodes.stop();
  }
}

/** As JSON one object for one set, an object by name for several. */
async function measureSets({
  data,
  matcher,
  modelDir,
  json,
}: z.output<typeof MatchingOptions>): Promise<void> {
  const named: NamedMatching[] = [];
  for (const set of readSets(data)) {
    tell(`${set.name}: ${set.issues.length} issues …`);
    named.push({ name: set.name, ...(await measureMatching(set, matcher, modelDir)).figures });
  }
  const [first] = named;
  const alone = first && named.length === 1 ? { ...first, name: undefined } : undefined;
  show(json, alone ?? named, matchingTable(named));
}

const program = new Command('npm run bench --')
  .description(
    'Measures, on real nodes of this machine: submissions a second beside a bare Koa route, and the time from a submission to the offer.',
  )
  .option('--rounds <number>', 'rounds of submissions, each followed by one of the bare route', whole, 5)
  .option('--requests <number>', 'submissions in a round', whole, 1_000)
  .option('--samples <number>', 'offers measured in each of the two cases', whole, 150)
  .option('--json', 'print JSON', false)
  .action((given: unknown) => measureNodes(Options.parse(given)));

program
  .command('matching')
  .description(
    'Measures on labelled issues how often those who can help come first, and how long choosing takes.',
  )
  .requiredOption(
    '--data <folder>',
    'a set (experts.jsonl or .jsonl.gz, and issues.jsonl), or a folder of sets',
  )
  .addOption(
    new Option('--matcher <name>', 'what compares the texts').choices(matcherNames).default('keyword'),
  )
  .option(
    '--model-dir <folder>',
    'where the sentence model of "semantic" is',
    process.env.GRAPEVINE_MODEL_DIR ?? '.data/model',
  )
  .action((_given: unknown, command: Command) =>
    measureSets(MatchingOptions.parse(command.optsWithGlobals())),
  );

program
  .command('ranking')
  .description(
    'Measures how long it takes to rank all experts for an issue, and what past issues take of memory.',
  )
  .option('--experts <number>', 'experts, all of them candidates', whole, 10_000)
  .option('--past <number>', 'issues they have resolved', whole, 100_000)
  .option('--rankings <number>', 'rankings measured', whole, 500)
  .option('--model-dir <folder>', 'a sentence model, whose time is then measured as well')
  .action(async (_given: unknown, command: Command) => {
    const { json, modelDir, ...size } = RankingOptions.parse(command.optsWithGlobals());
    const model = modelDir === undefined ? undefined : await openModel(modelDir);
    const figures = await measureRanking(size, model?.embed);
    model?.close();
    show(json, figures, rankingTable(figures));
  });

program
  .command('assignment')
  .description(
    'Measures how close the assignment of a backlog comes to the best there is, and what it costs.',
  )
  .option('--backlogs <number>', 'backlogs drawn of each size', whole, 20)
  .option('--seed <text>', 'what they are drawn from', '1')
  .action((_given: unknown, command: Command) => {
    const { backlogs, seed, json } = DrawnOptions.parse(command.optsWithGlobals());
    const figures = bursts.map((burst) => measureAssignment(burst, backlogs, seed));
    show(json, figures, assignmentTable(figures));
  });

program
  .command('weights')
  .description(
    'Measures what weights learnt from outcomes bring with drifting experts, and what they cost at worst.',
  )
  .option('--issues <number>', 'issues in each world', whole, 6_000)
  .option('--seed <text>', 'what they are drawn from', '1')
  .action((_given: unknown, command: Command) => {
    const { issues, seed, json } = WeightsOptions.parse(command.optsWithGlobals());
    const figures = measureWeights(issues, seed);
    show(json, { margin, worlds: figures }, weightsTable(figures, margin));
  });

program
  .command('pages')
  .description(
    'Measures in a real browser what pages weigh, how soon they are painted and answer, and how soon one sees what another does.',
  )
  .option('--visits <number>', 'of each page; four times as many lines of chat', whole, 10)
  .action(async (_given: unknown, command: Command) => {
    const { visits, json } = PagesOptions.parse(command.optsWithGlobals());
    const nodes = await lifeNodes();
    try {
      const figures = await measurePages(nodes, visits, tell);
      show(json, figures, pagesTable(figures));
    } finally {
      await nodes.stop();
    }
  });

program
  .command('trust')
  .description(
    'Measures in simulated years how well each measure of trust chooses, what a ring of friends gains, and how soon newcomers are asked.',
  )
  .option('--worlds <number>', 'simulated years of 1,000 experts, from seed 1 on', whole, 3)
  .action((_given: unknown, command: Command) => {
    const { worlds, json } = TrustOptions.parse(command.optsWithGlobals());
    const figures = measureTrust(worlds);
    show(json, figures, trustTable(figures));
  });

await program.parseAsync();
