import type { LiveScenario } from './scenario.ts';

export const blackout: LiveScenario = {
  name: 'blackout',
  summary: 'All regions are killed at once in the middle of their work, and start again.',
  play: async ({ mesh, crowd, tell }) => {
    tell('killing all regions');
    await Promise.all(mesh.names.map((name) => mesh.kill(name)));
    tell('starting all regions again');
    await Promise.all(mesh.names.map((name) => mesh.restart(name)));
    await Promise.all(mesh.names.map((name) => crowd.prove(name, 'all have just started again')));
  },
};
