/** `npm run model`: puts a sentence model, and what runs it, where a node with `--matcher semantic` looks for them. */
import { spawn } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import process from 'node:process';
import { Command } from 'commander';
import { z } from 'zod';
import { ModelProblem } from '../node/match/embedder-messages.ts';
import { runtimePackage, runtimeRange } from '../node/match/embedder-runtime.ts';
import { isExpected, obtainModel, type Source } from './model/obtain.ts';

const Options = z.object({
  to: z.string(),
  from: z.string().optional(),
  hub: z.url(),
  repo: z.string().regex(/^[\w.-]+\/[\w.-]+$/, 'It must be OWNER/NAME.'),
  revision: z.string().regex(/^[\w./-]+$/),
  json: z.boolean(),
});

const program = new Command('npm run model --')
  .description(
    'Fetches a sentence model for "grapevine start --matcher semantic", with what runs it (some 290 MB), tries it, and puts it in a folder. Cut off, it goes on where it was.',
  )
  .option('--to <folder>', 'where it goes; a node looks there by default', '.data/model')
  .option('--from <folder>', 'takes it from a folder of this machine instead of the hub')
  .option('--repo <owner/name>', 'which model of the hub', 'sentence-transformers/all-MiniLM-L6-v2')
  .option('--revision <name>', 'which version of it', 'main')
  .option('--hub <url>', 'the public hub, or a mirror', process.env.HF_ENDPOINT ?? 'https://huggingface.co')
  .option('--json', 'print JSON: {"folder", "model", "width", "msPerSentence"}', false);

const say = (text: string) => process.stderr.write(text);

/** On a terminal a line that counts up; elsewhere a line for each file. */
const tell = (() => {
  let last = '';
  return (file: string, done: number, all: number | undefined) => {
    const whole = all === undefined ? '' : `${Math.floor((100 * done) / all)}% of `;
    const line = `${file}: ${whole}${((all ?? done) / 1e6).toFixed(1)} MB`;
    const isEnd = done === all;
    if (line === last || !(process.stderr.isTTY || isEnd)) return;
    last = line;
    say(process.stderr.isTTY ? `\r\u001b[K${line}${isEnd ? '\n' : ''}` : `${line}\n`);
  };
})();

/** With the npm that runs this, if one does. Its install step would fetch what only graphics cards need. */
const installRuntime = async (folder: string): Promise<void> => {
  say(`Installing ${runtimePackage} beside the model …\n`);
  await mkdir(folder, { recursive: true });
  // A package of its own, so that npm does not look for one further up.
  await writeFile(join(folder, 'package.json'), '{"private": true}\n');
  const words = ['install', '--prefix', folder, '--ignore-scripts', '--no-audit', '--no-fund'];
  const npm = process.env.npm_execpath;
  const [command, ...more] = npm === undefined ? ['npm'] : [process.execPath, npm];
  const code = await new Promise<number | null>((done, fail) => {
    const child = spawn(command ?? 'npm', [...more, ...words, `${runtimePackage}@${runtimeRange}`], {
      cwd: folder,
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    child.on('error', fail);
    child.on('close', done);
  });
  if (code === 0) return;
  throw new ModelProblem(
    `${runtimePackage} could not be installed (npm ended with ${code}). Try it yourself: npm ${words.join(' ')} ${runtimePackage}@${runtimeRange}`,
  );
};

const options = Options.safeParse(program.parse().opts());
try {
  if (!options.success) throw new ModelProblem(z.prettifyError(options.error));
  const { from, hub, repo, revision, to, json } = options.data;
  const source: Source =
    from === undefined ? { kind: 'hub', hub, repo, revision } : { kind: 'folder', folder: from };
  const { model, msPerSentence } = await obtainModel(source, to, { tell, installRuntime });
  const folder = resolve(to);
  process.stdout.write(
    json
      ? `${JSON.stringify({ folder, model: model.id, width: model.width, msPerSentence })}\n`
      : `${model.id} is in ${folder}: ${model.width} numbers a sentence, ${msPerSentence.toFixed(1)} ms each here.\nStart a node with --matcher semantic${to === '.data/model' ? '' : ` --model-dir ${to}`}.\n`,
  );
} catch (error) {
  if (!isExpected(error)) throw error;
  say(`${error.message}\n`);
  process.exitCode = 1;
}
