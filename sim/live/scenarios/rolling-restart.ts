import type { LiveScenario } from './scenario.ts';

export const rollingRestart: LiveScenario = {
  name: 'rolling-restart',
  summary: 'As in an upgrade each region is stopped in good order and started again, while the others go on.',
  play: async ({ mesh, crowd, tell }) => {
    for (const name of mesh.names) {
      tell(`stopping ${name}`);
      await mesh.stop(name);
      const others = mesh.names.filter((other) => other !== name);
      await Promise.all(others.map((other) => crowd.prove(other, `${name} is being restarted`)));
      tell(`starting ${name} again`);
      await mesh.restart(name);
      await crowd.prove(name, `${name} has just been restarted`);
      await mesh.together();
    }
  },
};
