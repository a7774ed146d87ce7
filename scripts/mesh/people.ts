/** The people of the demo. Categories are spread so that some issues find their expert at home and some in another region. */
import type { RegionName } from './options.ts';

export type User = { readonly name: string; readonly email: string; readonly languages: readonly string[] };
type Expert = User & {
  readonly categories: readonly string[];
  readonly qualifications: string;
  readonly yearsOfExperience: number;
  readonly capacity: number;
};
export type People = {
  readonly users: readonly User[];
  readonly experts: readonly Expert[];
  /** Experts whom nobody has verified yet. */
  readonly waiting: readonly Expert[];
};

type Row = [name: string, languages: string, categories: string, years: number, qualifications: string];

const names: Record<
  RegionName,
  { users: [name: string, languages: string][]; experts: Row[]; waiting: Row[] }
> = {
  North: {
    users: [
      ['Ana', 'en es'],
      ['Bo', 'en'],
    ],
    experts: [
      [
        'Meera',
        'en hi',
        'network security',
        9,
        'Routers, Wi-Fi, VPN tunnels, DNS, firewalls and certificates.',
      ],
      [
        'Tomas',
        'en es',
        'hardware mobile',
        6,
        'Laptops, batteries, docking stations, Android and iPhone repairs.',
      ],
      [
        'Ida',
        'en de',
        'database software',
        12,
        'PostgreSQL, slow queries, backups, Java and Python services.',
      ],
    ],
    waiting: [['Pavel', 'en', 'web cloud', 3, 'Nginx, TLS certificates, small clusters on rented servers.']],
  },
  South: {
    users: [
      ['Carla', 'es en'],
      ['Deepa', 'hi en'],
    ],
    experts: [
      ['Luis', 'es en', 'web software', 7, 'HTML, CSS, TypeScript, slow pages, cookies and sign-in trouble.'],
      ['Nadia', 'fr en', 'account security', 5, 'Passwords, two-factor sign-in, locked accounts, phishing.'],
      [
        'Omar',
        'ar en',
        'network hardware',
        10,
        'Switches, cabling, printers on the network, Wi-Fi coverage.',
      ],
    ],
    waiting: [],
  },
  East: {
    users: [
      ['Emil', 'de en'],
      ['Farah', 'ar en'],
    ],
    experts: [
      ['Kenji', 'en', 'cloud database', 11, 'Kubernetes, virtual machines, MongoDB, replication, restores.'],
      ['Priya', 'hi en', 'mobile software', 4, 'Android apps, iOS updates, crashes after an upgrade, sync.'],
      [
        'Greta',
        'de en',
        'other account',
        8,
        'Mail, calendars, licences, first contact for anything unclear.',
      ],
    ],
    waiting: [],
  },
  West: {
    users: [
      ['Gil', 'fr en'],
      ['Hana', 'en'],
    ],
    experts: [
      ['Sofia', 'es en', 'network cloud', 8, 'Load balancers, DNS, VPN to the cloud, IPv6, monitoring.'],
      ['Jules', 'fr en', 'hardware other', 5, 'Printers, screens, keyboards, meeting-room equipment.'],
      ['Wei', 'en', 'security web', 13, 'Certificates, headers, leaked credentials, updates of web servers.'],
    ],
    waiting: [],
  },
};

const emailOf = (name: string, region: RegionName) => `${name}@${region}.example`.toLowerCase();

const expertOf = ([name, languages, categories, years, qualifications]: Row, region: RegionName): Expert => ({
  name,
  email: emailOf(name, region),
  languages: languages.split(' '),
  categories: categories.split(' '),
  yearsOfExperience: years,
  qualifications,
  capacity: 3,
});

const peopleOf = (region: RegionName): People => ({
  users: names[region].users.map(([name, languages]) => ({
    name,
    email: emailOf(name, region),
    languages: languages.split(' '),
  })),
  experts: names[region].experts.map((row) => expertOf(row, region)),
  waiting: names[region].waiting.map((row) => expertOf(row, region)),
});

export const people: Readonly<Record<RegionName, People>> = {
  North: peopleOf('North'),
  South: peopleOf('South'),
  East: peopleOf('East'),
  West: peopleOf('West'),
};

/** The admin of the whole mesh, made by the region that founds it. */
export const adminEmail = 'admin@grapevine.example';
