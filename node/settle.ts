/**
 * Settles what a node runs with: each setting from the first of flag, environment, file (`--config FILE`, JSON
 * with the settings' names) and default, all of it checked before anything starts.
 */
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import {
  type About,
  type Config,
  flagName,
  Given,
  p2pPortOffset,
  portMax,
  SettingName,
  settings,
  slugOf,
} from './config.ts';

/** Values by setting, unchecked, as one source gave them. */
export type Values = Readonly<Record<string, unknown>>;

export type Sources = {
  readonly flags: Values;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** The parsed content of `--config FILE`, with the name to call it by in messages. */
  readonly file?: { readonly name: string; readonly values: Values } | undefined;
};

export type Settled = {
  readonly config: Config;
  /** Where each setting came from: a flag, an environment name, the file's name, or `default`. */
  readonly from: Readonly<Record<SettingName, string>>;
  /** What is probably a mistake, though nothing is wrong with it. */
  readonly warnings: readonly string[];
};

/** Settings that cannot be used. Each problem is one sentence or two that say what, from where, and what would be right. */
export class ConfigProblem extends Error {
  override readonly name = 'ConfigProblem';
  readonly problems: readonly string[];
  constructor(problems: readonly string[]) {
    super(problems.join('\n'));
    this.problems = problems;
  }
}

/** Names in the environment that belong to tools of this repository, not to a node. */
const environmentOfTools = ['GRAPEVINE_CONFIG', 'GRAPEVINE_LONG'];

/** The default for pages: beside this file when built (dist/node), in dist when run from the sources. */
const builtWebRoot = () =>
  fileURLToPath(new URL(import.meta.url.endsWith('.ts') ? '../dist/web' : '../web', import.meta.url));

const isGiven = (value: unknown) => value !== undefined && value !== '';

const waysToGive = (about: About) =>
  [flagName(about), about.environment].filter((name) => name !== undefined).join(' or ');

const complete = (given: Given): Config => {
  const slug = slugOf(given.region);
  const port = given.port ?? 8_000;
  const dataDir = given.dataDir ?? `.data/${slug}`;
  const isOnlyLocal = ['127.0.0.1', '0.0.0.0', '::1', '::', 'localhost'].includes(given.host);
  const urlHost = isOnlyLocal ? 'localhost' : given.host.includes(':') ? `[${given.host}]` : given.host;
  return {
    ...given,
    port,
    publicUrl: given.publicUrl ?? `http://${urlHost}:${port}`,
    dataDir,
    store: given.store ?? `lmdb:${dataDir}/store`,
    // With port 0 both are chosen by the system.
    p2pPort: given.p2pPort ?? (port === 0 ? 0 : Math.min(port + p2pPortOffset, portMax)),
    adminEmail: given.adminEmail ?? `admin@${/^[a-z0-9-]+$/.test(slug) ? slug : 'grapevine'}.example`,
    webRoot: given.webRoot ?? builtWebRoot(),
  };
};

const problemOf = (name: SettingName, value: unknown, from: string): string => {
  const about = settings.find((setting) => setting.name === name);
  if (about === undefined) return `${name} is wrong.`;
  if (value === undefined)
    return `The setting ${name} is missing. Give it with ${waysToGive(about)}: ${about.right}.`;
  const shown = about.isSecret ? 'its value (not shown)' : JSON.stringify(value);
  return `The setting ${name} cannot be ${shown}, from ${from}. It must be ${about.right}.`;
};

const secretsWithFile = [
  ['meshSecret', 'meshSecretFile'],
  ['assistantKey', 'assistantKeyFile'],
] as const satisfies readonly (readonly [SettingName, SettingName])[];

/** An assistant is a place and a model; the rest means nothing without them. */
const assistantProblems = ({ assistantUrl, assistantModel, isAssistantAdvising }: Given): string[] => {
  const missing = (name: SettingName) => problemOf(name, undefined, 'default');
  if (assistantUrl !== undefined && assistantModel === undefined) return [missing('assistantModel')];
  const needsUrl = assistantModel !== undefined || isAssistantAdvising;
  return needsUrl && assistantUrl === undefined ? [missing('assistantUrl')] : [];
};

/**
 * Merges the sources and checks the result. Reads nothing itself.
 * An empty value in the environment counts as not given.
 * @throws ConfigProblem naming every wrong setting, its source, and what would be right
 */
export const settle = (sources: Sources): Settled => {
  const { flags, environment, file } = sources;
  const known: ReadonlySet<string> = new Set(SettingName.options);
  const problems = Object.keys(file?.values ?? {})
    .filter((name) => !known.has(name))
    .map(
      (name) =>
        `"${name}" in ${file?.name} is not a setting. Settings are: ${SettingName.options.join(', ')}.`,
    );

  const found = settings.map((about) => {
    const { name } = about;
    if (isGiven(flags[name])) return { name, value: flags[name], from: flagName(about) ?? name, rank: 3 };
    const text = environment[about.environment];
    if (isGiven(text)) return { name, value: text, from: about.environment, rank: 2 };
    if (isGiven(file?.values[name]))
      return { name, value: file?.values[name], from: file?.name ?? '', rank: 1 };
    return { name, value: undefined, from: 'default', rank: 0 };
  });
  const of = (name: SettingName) =>
    found.find((one) => one.name === name) ?? { value: undefined, from: '', rank: 0 };

  // A secret as text and as a file are one thing: the stronger source wins, and two equal ones contradict.
  const weaker = new Set<SettingName>();
  for (const [name, fileName] of secretsWithFile) {
    const [secret, secretFile] = [of(name), of(fileName)];
    if (secret.rank > 0 && secret.rank === secretFile.rank) {
      problems.push(
        `Both ${secret.from} (${name}) and ${secretFile.from} (${fileName}) are given. Give one.`,
      );
    }
    weaker.add(secret.rank > secretFile.rank ? fileName : name);
  }
  const values = Object.fromEntries(
    found.map(({ name, value }) => [name, weaker.has(name) ? undefined : value]),
  );

  const parsed = Given.safeParse(values);
  if (!parsed.success) {
    const wrong = new Set(parsed.error.issues.map((issue) => issue.path[0]));
    for (const { name, value, from } of found)
      if (wrong.has(name)) problems.push(problemOf(name, value, from));
  }
  if (parsed.success) problems.push(...assistantProblems(parsed.data));
  if (problems.length > 0 || !parsed.success) throw new ConfigProblem(problems);

  const names = new Set([...settings.map((about) => about.environment), ...environmentOfTools]);
  const warnings = Object.keys(environment)
    .filter((name) => name.startsWith('GRAPEVINE_') && !names.has(name))
    .map(
      (name) => `${name} in the environment is not a setting and is ignored; see "grapevine config --help".`,
    );
  const from = Given.keyof().options.map(
    (name) => [name, weaker.has(name) ? 'default' : of(name).from] as const,
  );
  return { config: complete(parsed.data), from: fromEntries(from), warnings };
};

/** Object.fromEntries that keeps the type of the names. */
const fromEntries = (entries: readonly (readonly [SettingName, string])[]): Record<SettingName, string> =>
  z.record(SettingName, z.string()).parse(Object.fromEntries(entries));
