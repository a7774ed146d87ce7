import { type Change, tell, unlessItFails } from './careful.ts';

/**
 * A new password for somebody who has forgotten theirs, by a link that an admin makes and that is opened at their home. What
 * came of it when somebody else opens it afterwards, stands in the trace.
 */
export const byLink: Change = async (person, { id }, { next }) => {
  const { client, world } = person;
  const link = await unlessItFails(
    world
      .admin()
      .callAs('make a link', ({ admin }, actor) =>
        admin.makePasswordLink(actor, id, { reason: 'They have forgotten it.' }),
      ),
  );
  if (link === undefined) return false;
  const { hostname, hash } = new URL(link.url);
  const home = world.regions.find(({ name }) => hostname.startsWith(`${name.toLowerCase()}.`));
  if (home === undefined) throw new Error(`${link.url} leads to no region.`);
  const page = world.client(client.name, home);
  const choose = (password: string) =>
    page.call('choose a password', ({ passwordLinks }) =>
      passwordLinks.choose({ code: hash.slice(1), password }),
    );
  if ((await unlessItFails(choose(next))) === undefined) return false;
  await tell(person, 'use a link again', async () => {
    await choose(`${next} of somebody else`);
    return 'an answer';
  });
  return true;
};
