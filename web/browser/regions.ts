/** Real regions and a browser: what these tests begin with. */
import type { Browser } from 'playwright-core';
import { startChromium } from '../../node/life/chromium.ts';
import { type LifeNode, type LifeNodes, lifeNodes, startMesh } from '../../node/life/nodes.ts';

export type OneRegion = { readonly browser: Browser; readonly nodes: LifeNodes; readonly north: LifeNode };
export type TwoRegions = OneRegion & { readonly south: LifeNode };

type Started = Pick<OneRegion, 'browser' | 'nodes'> & { readonly regions: readonly LifeNode[] };

/** Starts them at the same time; whatever fails, no node stays behind. */
async function start(names: readonly string[]): Promise<Started> {
  const nodes = await lifeNodes();
  try {
    const [regions, browser] = await Promise.all([startMesh(nodes, names), startChromium()]);
    return { browser, nodes, regions };
  } catch (error) {
    await nodes.stop();
    throw error;
  }
}

export async function startOneRegion(): Promise<OneRegion> {
  const { regions, ...rest } = await start(['North']);
  const [north] = regions;
  if (north === undefined) throw new Error('A node was to start.');
  return { ...rest, north };
}

export async function startTwoRegions(): Promise<TwoRegions> {
  const { regions, ...rest } = await start(['North', 'South']);
  const [north, south] = regions;
  if (north === undefined || south === undefined) throw new Error('Two nodes were to start.');
  return { ...rest, north, south };
}
