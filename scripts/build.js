/**
 * `npm run build`: compiles node, sim and scripts with tsc, bundles a node and the pages with Vite, all
 * into dist and at the same time; what has not changed since its last build is left alone. `--node` bundles the node alone.
 * Plain JavaScript, as it runs before anything is built.
 */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Stands in dist beside what was built, with the digest of what it was built from. */
const stampOf = (name) => join(root, 'dist', `.${name}.stamp`);

const serverFolders = ['node', 'sim', 'scripts'];

const filesIn = async (folder) => {
  const entries = await readdir(join(root, folder), { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name));
};

/** Content rather than times: a checkout or a copy changes times, and an edit can restore them. */
const digest = async (files) => {
  const hash = createHash('sha256').update(process.version);
  for (const file of files.sort())
    hash
      .update(file)
      .update('\0')
      .update(await readFile(file))
      .update('\0');
  return hash.digest('base64url');
};

const isSource = (file) => !/\.test\.tsx?$/.test(file) && !file.endsWith('.md');

/** What tsc and Vite are, and what they read besides the sources. */
const common = () =>
  ['package-lock.json', 'tsconfig.json', 'tsconfig.build.json'].map((file) => join(root, file));

const run = (tool, args) =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [join(root, 'node_modules', tool), ...args], { cwd: root });
    let output = '';
    child.stdout.on('data', (data) => {
      output += data;
    });
    child.stderr.on('data', (data) => {
      output += data;
    });
    child.on('error', reject);
    child.on('close', (code) => {
      if (code === 0) resolve();
      else
        reject(
          new Error(
            `${output.trim()}\nThe build failed: see above. (Were the packages installed with "npm ci"?)`,
          ),
        );
    });
  });

/** Runs `build` unless its last success was with the same sources. */
const unlessBuilt = async (name, sources, build) => {
  const now = await digest(sources);
  const last = await readFile(stampOf(name), 'utf8').catch(() => '');
  if (last === now) return false;
  await rm(stampOf(name), { force: true });
  await build();
  await mkdir(join(root, 'dist'), { recursive: true });
  await writeFile(stampOf(name), now);
  return true;
};

/** Files of sources that are gone. They go after the build, as a running node may still load others. */
const removeOrphans = async () => {
  const dist = join(root, 'dist');
  for (const folder of serverFolders) {
    const sources = await filesIn(folder);
    const outputs = new Set(sources.map((file) => relative(root, file).replace(/\.ts$/, '.js')));
    for (const file of await filesIn(join('dist', folder))) {
      if (!outputs.has(relative(dist, file))) await rm(file);
    }
  }
};

const serverSources = async () => {
  const files = (await Promise.all(serverFolders.map(filesIn))).flat();
  return [...common(), ...files.filter((file) => file.endsWith('.ts') && isSource(file))];
};

/** Compiles node, sim and scripts, file by file. Resolves with whether there was anything to do; rejects with tsc's words. */
const compile = async () =>
  unlessBuilt('compiled', await serverSources(), async () => {
    await run('typescript/bin/tsc', ['-p', 'tsconfig.build.json']);
    await removeOrphans();
  });

/** Bundles the command line of a node and `npm run mesh`. Resolves with whether there was anything to do; rejects with Vite's words. */
export const bundleNode = async () => {
  const config = 'scripts/node.vite.config.js';
  return unlessBuilt('node', [...(await serverSources()), join(root, config)], () =>
    run('vite/bin/vite.js', ['build', '--config', config]),
  );
};

/** Builds the pages. Resolves with whether there was anything to do; rejects with Vite's words. */
export const buildPages = async () => {
  // The pages take types from node, which leave no trace in what is built.
  const sources = (await filesIn('web')).filter(isSource);
  return unlessBuilt('pages', [...common(), ...sources], () =>
    run('vite/bin/vite.js', ['build', '--config', 'web/vite.config.ts', '--logLevel', 'warn']),
  );
};

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const startedAt = performance.now();
  // Who only starts nodes (`npm run sim -- live`) needs nothing else.
  const isNodeAlone = process.argv.includes('--node');
  const builds = isNodeAlone ? [bundleNode()] : [bundleNode(), buildPages(), compile()];
  const results = await Promise.allSettled(builds);
  for (const { reason } of results) {
    if (reason !== undefined) {
      process.stderr.write(`${reason.message}\n`);
      process.exitCode = 1;
    }
  }
  const said = results.some(({ value }) => value) ? 'Built' : 'Everything is up to date, looked at';
  if (process.exitCode === undefined) {
    process.stdout.write(`${said} in ${((performance.now() - startedAt) / 1_000).toFixed(1)} s.\n`);
  }
}
