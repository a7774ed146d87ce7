import { inAnyOrder } from '../../scenarios/scenario.ts';
import type { LiveScenario } from './scenario.ts';

export const oneWayCut: LiveScenario = {
  name: 'one-way-cut',
  summary: 'Nothing that one region sends reaches the others, while it hears all of them.',
  play: async ({ mesh, crowd, random, tell }) => {
    const [mute = '', ...others] = inAnyOrder(random, mesh.names);
    tell(`nothing that ${mute} sends passes`);
    mesh.cut(others.map((to) => ({ from: mute, to })));
    await Promise.all(others.map((name) => mesh.notices(name, mute, 'down')));
    tell(`the others have given ${mute} up`);
    await Promise.all(mesh.names.map((name) => crowd.prove(name, `nothing that ${mute} sends passes`)));
  },
};
