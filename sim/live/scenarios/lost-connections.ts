import { setTimeout as pause } from 'node:timers/promises';
import { pick } from '../../people/person.ts';
import type { LiveScenario } from './scenario.ts';

/** A bad line between continents. */
const delayMs = 150;
const losses = 40;
const everyMs = 250;

export const lostConnections: LiveScenario = {
  name: 'lost-connections',
  summary: `All roads are slow (${delayMs} ms one way), and again and again a connection between two regions is lost.`,
  play: async ({ mesh, crowd, random, tell, signal }) => {
    tell('roads are slow and connections are being lost');
    mesh.network.slowDown(delayMs);
    const links = mesh.network.between(...mesh.names.map((name) => [name]));
    const losing = async () => {
      for (let n = 0; n < losses; n += 1) {
        mesh.network.breakConnections(pick(random, links));
        await pause(everyMs, undefined, { signal });
      }
    };
    await Promise.all([
      losing(),
      ...mesh.names.map((name) => crowd.prove(name, 'connections are being lost')),
    ]);
  },
};
