import { exitCodes } from '../../../node/exit-codes.ts';
import { pick } from '../../people/person.ts';
import type { LiveScenario } from './scenario.ts';

export const oneStore: LiveScenario = {
  name: 'one-store',
  summary:
    'A second process is started on the store of a region, also while the first is frozen, and refuses; the first goes on.',
  play: async ({ mesh, crowd, random, tell, complain }) => {
    const name = pick(random, mesh.names);
    const attempt = async (during: string) => {
      tell(`a second process on the store of ${name}, ${during}`);
      const { refusal, code } = await mesh.intrude(name);
      if (refusal === undefined) complain(`A second process came up on the store of ${name}, ${during}.`);
      else if (code !== exitCodes.storeUnusable || !refusal.includes('Another process uses the store'))
        complain(`A second process on the store of ${name} ended with ${code} and said: ${refusal}`);
    };
    await attempt('which is at work');
    await crowd.prove(name, 'a second process has tried to get its store');
    mesh.freeze(name);
    await attempt('which is frozen');
    mesh.thaw(name);
    await crowd.prove(name, 'a second process has tried to get its store while it was frozen');
  },
};
