/** The options of `npm run mesh -- …`. */
import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { z } from 'zod';

export const regionNames = ['North', 'South', 'East', 'West'] as const;
export type RegionName = (typeof regionNames)[number];

/** Each node's mesh port, this far above its API port. */
export const p2pPortOffset = 1_000;
const portMax = 65_535 - p2pPortOffset;

export type MeshOptions = {
  /** Holds the mesh secret, what to sign in with, and a folder for each region. */
  readonly dir: string;
  /** API ports, in the order of `regionNames`. */
  readonly ports: readonly number[];
  readonly isFresh: boolean;
  readonly isDemo: boolean;
};

/** `8000,8001,8002,8003`. @throws InvalidArgumentError unless these are four ports that do not get in each other's way */
const parsePorts = (text: string): number[] => {
  const ports = text.split(',').map((word) => (/^\d+$/.test(word.trim()) ? Number(word) : Number.NaN));
  if (ports.length !== regionNames.length || !ports.every((port) => port >= 1 && port <= portMax)) {
    throw new InvalidArgumentError(
      `It must be four ports from 1 to ${portMax}, for ${regionNames.join(', ')}, for example 8000,8001,8002,8003.`,
    );
  }
  if (new Set(ports.flatMap((port) => [port, port + p2pPortOffset])).size !== 2 * ports.length) {
    throw new InvalidArgumentError(
      `All must differ, also from each other's mesh port, which is ${p2pPortOffset} higher.`,
    );
  }
  return ports;
};

const Parsed = z.object({
  data: z.string(),
  ports: z.array(z.number()),
  fresh: z.boolean(),
  demo: z.boolean(),
});

/**
 * @param argv what stands after the program's name
 * @returns the options, or the exit code when help was shown or the line is wrong
 */
export const parseMeshOptions = (
  argv: readonly string[],
  output: { out: (text: string) => void; err: (text: string) => void },
): MeshOptions | number => {
  const program = new Command('npm run mesh --')
    .description(
      'Starts four regions on this machine, North, South, East and West, with demo accounts. Starting again goes on with the same data.',
    )
    .option('--data <folder>', 'where everything is kept', '.data/mesh')
    .addOption(
      new Option('--ports <list>', `API ports; the mesh listens ${p2pPortOffset} higher`)
        .argParser(parsePorts)
        .default([8_000, 8_001, 8_002, 8_003], '8000,8001,8002,8003'),
    )
    .option('--fresh', 'empty the folder first, forgetting all issues and accounts', false)
    .option('--no-demo', 'make no demo accounts')
    .addHelpText(
      'after',
      '\nExamples:\n  $ npm run mesh\n  $ npm run mesh -- --fresh\n  $ npm run mesh -- --data /tmp/mesh --ports 8100,8101,8102,8103 --no-demo\n',
    )
    .showHelpAfterError('(see "npm run mesh -- --help")')
    .configureOutput({ writeOut: output.out, writeErr: output.err })
    .exitOverride();
  try {
    program.parse(argv, { from: 'user' });
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    throw error;
  }
  const { data, ports, fresh, demo } = Parsed.parse(program.opts());
  return { dir: data, ports, isFresh: fresh, isDemo: demo };
};
