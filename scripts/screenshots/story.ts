/** What the pictures show: people of the demo, their issues and what they write, made through the public API. */
import { adminPassword, type LifeNode } from '../../node/life/nodes.ts';
import { eventually, type NewIssue, type Person, signIn } from '../../node/life/people.ts';
import { MeshView } from '../../node/schemas/mesh-views.ts';
import { PasswordLinkView } from '../../node/schemas/password-links.ts';
import { makeDemoAccounts } from '../mesh/demo.ts';
import { apiAt } from '../mesh/http.ts';
import { regionNames } from '../mesh/options.ts';
import { people } from '../mesh/people.ts';
import { badDay, bosWaiting, past, pastRatings, type Solved } from './words.ts';

const demoPassword = 'a password of pictures';
/** An expert who was heard from within 45 s is there. */
const heartbeatMs = 15_000;

export type Story = {
  readonly urls: Readonly<Record<string, string>>;
  readonly admin: Person;
  readonly ana: Person;
  readonly meera: Person;
  readonly issues: { readonly chatting: string; readonly answered: string; readonly waiting: string };
  /** One more issue for Meera, whose countdown runs from then on. */
  readonly offerAnother: () => Promise<void>;
  /** A link for a new password of Ana, as the path of its page. */
  readonly newPassword: () => Promise<string>;
  /** A bad day: South is gone, and many wait. */
  readonly breakSouth: () => Promise<void>;
  readonly end: () => void;
};

/** Signs in everybody who has a part, and lets them live through it. @param nodes one for each region of the demo */
export async function liveThrough(nodes: readonly LifeNode[]): Promise<Story> {
  const at = (region: string): LifeNode => {
    const node = nodes.find((one) => one.region === region);
    if (node === undefined) throw new Error(`There is no node of ${region}.`);
    return node;
  };
  const adminEmail = at('North').options.adminEmail;
  await seen(nodes);
  for (const region of regionNames) {
    await makeDemoAccounts(apiAt(at(region).url), people[region], adminEmail, {
      demo: demoPassword,
      admin: adminPassword,
    });
  }
  const personOf = (region: string, name: string): Promise<Person> =>
    signIn(at(region).url, `${name}@${region}.example`.toLowerCase(), demoPassword);
  const online = new Set<Person>();
  const heartbeat = setInterval(() => {
    for (const person of online) person.appear('online').catch(() => undefined);
  }, heartbeatMs).unref();
  const appear = async (person: Person) => {
    online.add(person);
    await person.appear('online');
  };
  const leave = async (person: Person) => {
    online.delete(person);
    await person.appear('away');
  };

  const admin = await signIn(at('North').url, adminEmail, adminPassword);
  const [ana, bo, carla, hana] = [
    await personOf('North', 'Ana'),
    await personOf('North', 'Bo'),
    await personOf('South', 'Carla'),
    await personOf('West', 'Hana'),
  ];
  const [meera, tomas, greta, luis] = [
    await personOf('North', 'Meera'),
    await personOf('North', 'Tomas'),
    await personOf('East', 'Greta'),
    await personOf('South', 'Luis'),
  ];

  /** Given to this expert, who is the only one there for it. */
  const given = async (user: Person, expert: Person, issue: NewIssue): Promise<string> => {
    await appear(expert);
    const { id } = await user.submit(issue);
    await expert.accept(await expert.offered(id));
    return id;
  };
  const solve = async (user: Person, expert: Person, { issue, answer, helpsOthers }: Solved) => {
    const id = await given(user, expert, issue);
    await expert.act(id, 'resolution', { text: answer });
    await user.sees(id, 'resolved');
    await user.act(id, 'confirm', { helpsOthers });
    return id;
  };

  for (const [n, solved] of past.entries()) {
    const user = n % 2 === 0 ? bo : ana;
    const expert = solved.issue.category === 'network' ? meera : tomas;
    const id = await solve(user, expert, solved);
    const rating = pastRatings[n % pastRatings.length];
    if (n !== 0) await user.act(id, 'rating', rating);
    await leave(expert);
  }

  const chatting = await given(ana, meera, {
    title: 'VPN drops every few minutes since yesterday',
    description:
      'I work from home over Wi-Fi. Since yesterday the VPN connects fine and then drops after three or four minutes. I have to sign in again each time. Other websites keep working.',
    category: 'network',
    urgency: 'high',
  });
  await talk(chatting, [
    [meera, 'Hello Ana! I have seen this before. Does it also drop when your laptop is on a cable?'],
    [ana, 'I have just tried: on the cable it has been fine for ten minutes now.'],
    [meera, 'Good, so it is the Wi-Fi that goes to sleep. Which laptop is it, and which system?'],
    [ana, 'A Latitude with Windows 11. It got an update on Tuesday.'],
    [
      meera,
      'That fits. Please open Device Manager, your wireless adapter, Power Management, and take away the tick at “Allow the computer to turn off this device”. Then try the VPN again.',
    ],
    [ana, 'Done. I am connected and will watch it for a while.'],
  ]);

  const answered = await given(ana, tomas, {
    title: 'Docking station does not show the second screen',
    description: 'The left screen stays black since I moved desks. Cables are in, I swapped them already.',
    category: 'hardware',
    urgency: 'normal',
  });
  await talk(answered, [
    [tomas, 'Hi Ana, is the cable in the port with the small lightning sign?'],
    [ana, 'No, in the one beside it.'],
  ]);
  await tomas.act(answered, 'resolution', {
    text: 'Only the port with the lightning sign can drive two screens. Please move the cable of the dock there, and choose “Extend” after pressing Windows and P.',
  });
  await leave(tomas);

  await given(ana, greta, {
    title: 'I cannot see the team calendar any more',
    description: 'It says that my account has no access, since I changed teams last week.',
    category: 'account',
    urgency: 'low',
  });
  const onSite = await given(bo, meera, {
    title: 'Guest Wi-Fi asks for a code that nobody has',
    description: 'We have visitors in room 204 today and the old code is refused.',
    category: 'network',
    urgency: 'normal',
  });
  await talk(onSite, [[bo, 'They are here until four, so sooner is better. Thank you!']]);

  for (const issue of bosWaiting) await bo.submit(issue);
  const { id: waiting } = await ana.submit({
    title: 'Monthly report takes twenty minutes to open',
    description: 'The sales report in the old database. It took half a minute until last week.',
    category: 'database',
    urgency: 'normal',
  });
  await leave(greta);

  return {
    urls: Object.fromEntries(nodes.map(({ region, url }) => [region, url])),
    admin,
    ana,
    meera,
    issues: { chatting, answered, waiting },
    async offerAnother() {
      await appear(meera);
      const { id } = await hana.submit({
        title: 'Cannot reach the file server from the new office',
        description:
          'Ten of us moved to the second floor this morning. Web pages open, but the file server does not answer. A ping to it times out.',
        category: 'network',
        urgency: 'critical',
      });
      await meera.offered(id);
    },
    async newPassword() {
      const reason = 'She stood at my desk.';
      const path = `/admin/accounts/${ana.id}/password-link`;
      const { url } = await admin.send(PasswordLinkView, 'POST', path, { reason });
      const { pathname, hash } = new URL(url);
      return pathname + hash;
    },
    async breakSouth() {
      await appear(luis);
      const id = await given(carla, luis, {
        title: 'Sign-in page of the shop stays blank',
        description: 'In all browsers, since the deployment at noon.',
        category: 'web',
        urgency: 'high',
      });
      await carla.sees(id, 'assigned');
      online.delete(luis);
      await at('South').kill();
      await eventually(
        'the others see that South is down',
        async () => {
          const { regions } = await admin.get(MeshView, '/mesh');
          return regions.some(({ name, state }) => name === 'South' && state === 'down');
        },
        60_000,
      );
      for (const [n, issue] of badDay.entries()) await (n % 2 === 0 ? bo : hana).submit(issue);
    },
    end: () => clearInterval(heartbeat),
  };
}

/** Until each region sees all others. */
async function seen(nodes: readonly LifeNode[]): Promise<void> {
  for (const { url } of nodes) {
    await eventually(`${url} sees every region`, async () => {
      const { regions } = MeshView.parse((await apiAt(url).request('GET', '/api/v1/mesh')).body);
      return regions.filter(({ state }) => state === 'up').length === nodes.length;
    });
  }
}

/** Line by line, each written after the one before has been read: so the order is always the same. */
async function talk(id: string, lines: readonly (readonly [Person, string])[]): Promise<void> {
  const said: string[] = [];
  for (const [person, text] of lines) {
    await person.reads(id, said);
    await person.say(id, text);
    said.push(text);
  }
  for (const person of new Set(lines.map(([person]) => person))) await person.reads(id, said);
}
