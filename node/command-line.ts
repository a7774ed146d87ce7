/** The command line of a node: what each command takes, prints and returns. The world it acts on is passed in. */
import { readFile } from 'node:fs/promises';
import { Command, CommanderError, Option } from 'commander';
import { z } from 'zod';
import { settings, shown } from './config.ts';
import { exitCodes } from './exit-codes.ts';
import { createLog } from './log.ts';
import type { Log } from './ports.ts';
import { ensureHasData, prepareRegion } from './prepare.ts';
import { ready, readyLine } from './ready.ts';
import type { RegionOptions, RunningRegion } from './region.ts';
import { ConfigProblem, type Settled, settle, type Values } from './settle.ts';

/** What the commands need from outside. */
export type World = {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly version: string;
  /** Standard output: results. */
  readonly out: (text: string) => void;
  /** Standard error: logs and what went wrong. */
  readonly err: (text: string) => void;
  /** Whether a person reads standard error. */
  readonly isTerminal: boolean;
  readonly startRegion: (options: RegionOptions, deps: { log: Log }) => Promise<RunningRegion>;
  readonly resetAdminPassword: (options: RegionOptions, email: string) => Promise<string>;
  /** Settles when this process is asked to stop. Called before the start, so that nothing is missed. */
  readonly stopAsked: () => Promise<unknown>;
};

const examples = (...lines: string[]) => `\nExamples:\n${lines.map((line) => `  $ ${line}`).join('\n')}\n`;

const exitCodesHelp = `
Exit codes: ${exitCodes.ok} done or stopped as asked, ${exitCodes.failure} failure, ${exitCodes.usage} wrong command line or setting, ${exitCodes.portInUse} port in use,
  ${exitCodes.dataUnusable} data folder unusable, ${exitCodes.storeUnusable} store unusable, ${exitCodes.refused} refused by the mesh.
`;

const settingsHelp = `
Each setting is taken from the first of: flag, environment, file (--config FILE), default.
`;

/** Adds a flag for every setting, and --config. */
const withSettings = (command: Command): Command => {
  command.addOption(
    new Option('--config <file>', 'settings as JSON, named as in "grapevine config" (GRAPEVINE_CONFIG)'),
  );
  for (const { flag, reason, environment, initially } of settings) {
    if (flag !== undefined) {
      command.addOption(new Option(flag, `${reason} (${environment}; default: ${initially})`));
    }
  }
  const hidden = settings.filter((setting) => setting.flag === undefined);
  return command.addHelpText(
    'after',
    `\nOnly from the environment or the file, as others can read a command line:\n${hidden
      .map(
        (setting) => `  ${setting.environment.padEnd(26)}${setting.reason} (default: ${setting.initially})`,
      )
      .join('\n')}\n${settingsHelp}`,
  );
};

/** What commander found, by the names of the settings. */
const flagValues = (options: Values): Values =>
  Object.fromEntries(
    settings.flatMap(({ name, flag }) =>
      flag === undefined ? [] : [[name, options[new Option(flag).attributeName()]]],
    ),
  );

const FileValues = z.record(z.string(), z.unknown());

const readConfigFile = async (name: string): Promise<Values> => {
  const text = await readFile(name, 'utf8').catch((error: unknown) => {
    throw new ConfigProblem([`The file ${name}, given with --config, cannot be read: ${String(error)}.`]);
  });
  try {
    return FileValues.parse(JSON.parse(text));
  } catch {
    throw new ConfigProblem([
      `The file ${name}, given with --config, is not a JSON object such as {"region": "North", "port": 8000}.`,
    ]);
  }
};

const load = async (options: Values, world: World): Promise<Settled> => {
  const name = z.string().optional().parse(options.config) ?? world.environment.GRAPEVINE_CONFIG;
  const file = name ? { name, values: await readConfigFile(name) } : undefined;
  const settled = settle({ flags: flagValues(options), environment: world.environment, file });
  for (const warning of settled.warnings) world.err(`${warning}\n`);
  return settled;
};

const start = async (options: Values, world: World): Promise<number> => {
  const { config } = await load(options, world);
  const prepared = await prepareRegion(config);
  const log = createLog({ level: config.logLevel, isTerminal: world.isTerminal, write: world.err });
  const stopAsked = world.stopAsked();
  const region = await world.startRegion(prepared.options, { log });
  world.out(options.json ? readyLine(prepared, region) : ready(prepared, region));
  const reason = await Promise.race([stopAsked.then(() => undefined), region.stopped]);
  await region.stop();
  if (reason === undefined) return exitCodes.ok;
  throw reason;
};

const showConfig = async (options: Values, world: World): Promise<number> => {
  const { config, from } = await load(options, world);
  const rows = settings.map((about) => ({
    name: about.name,
    value: shown(about, config[about.name]),
    from: from[about.name],
  }));
  if (options.json) world.out(`${JSON.stringify(rows)}\n`);
  else {
    const width = Math.max(...rows.map((row) => row.value.length), 'value'.length);
    const nameWidth = Math.max(...rows.map((row) => row.name.length)) + 2;
    const line = (name: string, value: string, source: string) =>
      `${name.padEnd(nameWidth)}${value.padEnd(width + 2)}${source}\n`;
    world.out(line('setting', 'value', 'from'));
    for (const row of rows) world.out(line(row.name, row.value, row.from));
  }
  return exitCodes.ok;
};

const resetPassword = async (options: Values, world: World): Promise<number> => {
  const { config } = await load(options, world);
  const email = z.string().parse(options.email);
  await ensureHasData(config);
  const { options: region } = await prepareRegion(config);
  const password = await world.resetAdminPassword(region, email);
  world.out(
    options.json
      ? `${JSON.stringify({ email, password })}\n`
      : `The new password of ${email} is ${password}\n`,
  );
  return exitCodes.ok;
};

/** The exit code that an expected error asks for. */
const exitCodeOf = (error: unknown): number | undefined => {
  if (error instanceof ConfigProblem) return exitCodes.usage;
  return error instanceof Error && 'exitCode' in error && typeof error.exitCode === 'number'
    ? error.exitCode
    : undefined;
};

/**
 * Runs one command.
 * @param argv what stands after the program's name
 * @returns the exit code; see `exit-codes.ts`
 */
export const run = async (argv: readonly string[], world: World): Promise<number> => {
  let code: number = exitCodes.ok;
  const act = (action: (options: Values, world: World) => Promise<number>) => async (options: Values) => {
    try {
      code = await action(options, world);
    } catch (error) {
      const asked = exitCodeOf(error);
      code = asked ?? exitCodes.failure;
      const message = error instanceof Error ? error.message : String(error);
      // An expected problem is a sentence; of any other the place it came from helps to report it.
      const report = asked === undefined && error instanceof Error ? (error.stack ?? message) : message;
      world.err(`${report}\n`);
      if (options.json) world.out(`${JSON.stringify({ error: message, exitCode: code })}\n`);
    }
  };

  const program = new Command('grapevine')
    .description('A helpdesk with no centre: one node of its mesh.')
    .version(world.version)
    .showHelpAfterError('(see "grapevine --help")')
    .configureOutput({ writeOut: world.out, writeErr: world.err })
    .addHelpText(
      'after',
      examples(
        'grapevine start --region North --port 8000 --data ./north',
        'grapevine start --region Central --port 8004 --data ./central --mesh-secret ./north/mesh-secret --peer 127.0.0.1:9000',
      ) + exitCodesHelp,
    )
    .exitOverride();

  withSettings(program.command('start').description('Starts the node of one region; Ctrl-C stops it.'))
    .option(
      '--json',
      'print one JSON line when ready: {"ready", "region", "url", "p2p", "admin", "secretFile"}',
    )
    .addHelpText(
      'after',
      examples(
        'grapevine start --region North --port 8000 --data ./north',
        'grapevine start --region South --port 8001 --data ./south --mesh-secret ./north/mesh-secret --peer 127.0.0.1:9000',
        'grapevine start --region East --data ./east --store mongodb://localhost:27017/east?replicaSet=rs0',
      ) + exitCodesHelp,
    )
    .action(act(start));

  withSettings(
    program.command('config').description('Shows the settings a start would use, and where each comes from.'),
  )
    .option('--json', 'print JSON')
    .addHelpText(
      'after',
      examples('grapevine config --region North --port 8000', 'grapevine config --config north.json --json'),
    )
    .action(act(showConfig));

  const admin = program
    .command('admin')
    .description('What an operator does for admins; the node must be stopped.');
  withSettings(
    admin.command('reset-password').description('Gives an admin a new password and prints it once.'),
  )
    .requiredOption('--email <email>', 'whose password')
    .option('--json', 'print JSON: {"email", "password"}')
    .addHelpText(
      'after',
      examples('grapevine admin reset-password --region North --data ./north --email admin@north.example'),
    )
    .action(act(resetPassword));

  try {
    await program.parseAsync(argv, { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    // Asked for help or version: 0. Without any command commander shows the help as an error.
    return error.exitCode === 0 ? exitCodes.ok : exitCodes.usage;
  }
  return code;
};
