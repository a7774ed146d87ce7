import { inAnyOrder } from '../../scenarios/scenario.ts';
import type { LiveScenario } from './scenario.ts';

export const threeOfFour: LiveScenario = {
  name: 'three-of-four',
  summary:
    'All regions but one are killed, one after the other in any order; the last one still takes, matches and resolves.',
  play: async ({ mesh, crowd, random, tell }) => {
    const [last = '', ...victims] = inAnyOrder(random, mesh.names);
    for (const victim of victims) {
      tell(`killing ${victim}`);
      await mesh.kill(victim);
      await crowd.prove(last, `${victim} has just died`);
    }
    tell(`${last} is alone`);
    await Promise.all(victims.map((victim) => mesh.notices(last, victim)));
    await crowd.prove(last, 'all others are dead');
    for (const victim of inAnyOrder(random, victims)) {
      tell(`starting ${victim} again`);
      await mesh.restart(victim);
    }
  },
};
