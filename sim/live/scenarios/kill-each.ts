import { inAnyOrder } from '../../scenarios/scenario.ts';
import type { LiveScenario } from './scenario.ts';

export const killEach: LiveScenario = {
  name: 'kill-each',
  summary:
    'Each region in turn is killed in the middle of its work and starts again; the others go on meanwhile.',
  play: async ({ mesh, crowd, random, tell }) => {
    for (const victim of inAnyOrder(random, mesh.names)) {
      tell(`killing ${victim}`);
      await mesh.kill(victim);
      const others = mesh.names.filter((name) => name !== victim);
      await Promise.all(others.map((name) => crowd.prove(name, `${victim} is dead`)));
      tell(`starting ${victim} again`);
      await mesh.restart(victim);
      await crowd.prove(victim, `${victim} has just started again`);
    }
  },
};
