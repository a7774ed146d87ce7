import { inAnyOrder } from '../../scenarios/scenario.ts';
import type { LiveScenario } from './scenario.ts';

export const freeze: LiveScenario = {
  name: 'freeze',
  summary:
    'A process is frozen until the others have noticed, comes back and thinks that nothing happened; then another.',
  play: async ({ mesh, crowd, random, tell }) => {
    for (const victim of inAnyOrder(random, mesh.names).slice(0, 2)) {
      tell(`freezing ${victim}`);
      mesh.freeze(victim);
      const others = mesh.names.filter((name) => name !== victim);
      await Promise.all(others.map((name) => mesh.notices(name, victim)));
      await Promise.all(others.map((name) => crowd.prove(name, `${victim} is frozen`)));
      tell(`${victim} comes back`);
      mesh.thaw(victim);
      await crowd.prove(victim, `${victim} has just come back`);
    }
  },
};
