/** `npm run bench`: what a submission costs, and how soon an expert hears of it. Prints figures; judges nothing. */
import { cpus } from 'node:os';
import process from 'node:process';
import { Command, InvalidArgumentError } from 'commander';
import { z } from 'zod';
import { lifeNodes } from '../../node/life/nodes.ts';
import { measureOffers } from './offers.ts';
import { type Report, tableOf } from './report.ts';
import { measureSubmissions } from './submissions.ts';
import { measureTrust, trustTable } from './trust.ts';

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
