/** Two real regions and a browser: what most of these tests begin with. */
import type { Browser } from 'playwright-core';
import { startChromium } from '../../node/life/chromium.ts';
import { type LifeNode, type LifeNodes, lifeNodes, startMesh } from '../../node/life/nodes.ts';

export type TwoRegions = {
  readonly browser: Browser;
  readonly nodes: LifeNodes;
  readonly north: LifeNode;
  readonly south: LifeNode;
};

/** Starts them at the same time; whatever fails, no node stays behind. */
export async function startTwoRegions(): Promise<TwoRegions> {
  const nodes = await lifeNodes();
  try {
    const [[north, south], browser] = await Promise.all([
      startMesh(nodes, ['North', 'South']),
      startChromium(),
    ]);
    if (north === undefined || south === undefined) throw new Error('Two nodes were to start.');
    return { browser, nodes, north, south };
  } catch (error) {
    await nodes.stop();
    throw error;
  }
}
