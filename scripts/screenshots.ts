/** `npm run screenshots`: pictures of all pages, of real nodes whose people are in the middle of things. */
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import process from 'node:process';
import { Command } from 'commander';
import { z } from 'zod';
import { CHROMIUM_NEEDED, chromiumPath, startChromium } from '../node/life/chromium.ts';
import { lifeNodes, startMesh } from '../node/life/nodes.ts';
import { regionNames } from './mesh/options.ts';
import { type Camera, cameraOf, type Look, type Shot, schemes, widths } from './screenshots/camera.ts';
import { adminShots, expertShots, newPasswordShots, publicShots, userShots } from './screenshots/shots.ts';
import { liveThrough } from './screenshots/story.ts';

const Options = z.object({ to: z.string(), only: z.string(), all: z.boolean() });

const program = new Command('npm run screenshots --')
  .description(
    'Starts four regions with people in the middle of things, and takes a picture of each page, wide and narrow, light and dark. Takes about a minute, and needs Chromium.',
  )
  .option('--to <folder>', 'where the pictures go', 'docs/screenshots')
  .option('--only <words>', 'only pictures whose name contains one of these, separated by commas', '')
  .option('--all', 'each picture wide and narrow, light and dark, not only those that are kept', false)
  .addHelpText(
    'after',
    '\nExamples:\n  $ npm run screenshots\n  $ npm run screenshots -- --all --to .data/screenshots\n  $ npm run screenshots -- --only user-chat,mesh --all --to .data/screenshots\n',
  );

const looks: readonly Look[] = widths.flatMap((width) => schemes.map((scheme) => ({ width, scheme })));

/** What the repository keeps: each page once, in turn wide and narrow, light and dark, so that every look is seen. */
const lookAt = (place: number): readonly Look[] => looks.filter((_, at) => at === place % looks.length);

async function main(): Promise<void> {
  const { to, only, all } = Options.parse(program.parse().opts());
  if (!existsSync(chromiumPath)) throw new Error(`It ${CHROMIUM_NEEDED}.`);
  const folder = resolve(to);
  const words = only.split(',').filter((word) => word !== '');
  const isWanted = ({ name }: Shot) => words.length === 0 || words.some((word) => name.includes(word));
  const nodes = await lifeNodes();
  const browser = await startChromium();
  let taken = 0;
  let bytes = 0;
  const takeAll = async (camera: Camera, shots: readonly Shot[]) => {
    for (const shot of shots.filter(isWanted)) {
      const wanted = all ? looks : lookAt(taken);
      taken += 1;
      for (const look of wanted) bytes += await camera.take(shot, look, folder);
      process.stdout.write(`${shot.name}\n`);
    }
    await camera.close();
  };
  try {
    const mesh = await startMesh(nodes, regionNames);
    const [north] = mesh;
    if (north === undefined) throw new Error('No node was started.');
    const story = await liveThrough(mesh);
    try {
      await takeAll(await cameraOf(browser, north), publicShots);
      await takeAll(await cameraOf(browser, north, story.ana), userShots(story));
      await story.offerAnother();
      await takeAll(await cameraOf(browser, north, story.meera), expertShots(story));
      await story.breakSouth();
      await takeAll(await cameraOf(browser, north, story.admin), adminShots);
      await takeAll(await cameraOf(browser, north), newPasswordShots(await story.newPassword()));
    } finally {
      story.end();
    }
  } finally {
    await browser.close();
    await nodes.stop();
  }
  process.stdout.write(`${(bytes / 1_000).toFixed(0)} kB in ${join(to, '')}\n`);
}

await main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
