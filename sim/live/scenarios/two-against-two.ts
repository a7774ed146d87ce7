import { inAnyOrder } from '../../scenarios/scenario.ts';
import type { LiveScenario } from './scenario.ts';

export const twoAgainstTwo: LiveScenario = {
  name: 'two-against-two',
  summary:
    'Nothing passes between two halves of the mesh until each has given the other up; both go on by themselves.',
  play: async ({ mesh, crowd, random, tell }) => {
    const names = inAnyOrder(random, mesh.names);
    const [these, those] = [names.slice(0, 2), names.slice(2)];
    tell(`parting ${these.join(' and ')} from ${those.join(' and ')}`);
    mesh.cut(mesh.network.between(these, those));
    await Promise.all([
      ...these.flatMap((name) => those.map((other) => mesh.notices(name, other, 'down'))),
      ...those.flatMap((name) => these.map((other) => mesh.notices(name, other, 'down'))),
    ]);
    tell('each half has given the other up');
    await Promise.all(names.map((name) => crowd.prove(name, 'half of the mesh is out of reach')));
  },
};
