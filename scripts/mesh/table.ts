/** What `npm run mesh` prints when all is up. */
import type { RegionName } from './options.ts';
import type { People, User } from './people.ts';

export type Row = {
  readonly region: RegionName;
  readonly url: string;
  /** In a word or two, for example `up` or `no news from West`. */
  readonly state: string;
  readonly people: People;
};

const languageNames = new Intl.DisplayNames('en', { type: 'language' });

/** The language of somebody's pages, unless it is that of the table. */
const languageOf = ({ languages: [first = 'en'] }: User): string =>
  first === 'en' ? '' : `(${languageNames.of(first) ?? first})`;

const signInLines = ({ users, experts, waiting }: People): string[] => {
  const width = Math.max(...[...users, ...experts, ...waiting].map(({ email }) => email.length));
  const line = (role: string, person: User, words = '') =>
    [role.padEnd(6), person.email.padEnd(width), [words, languageOf(person)].join(' ').trim()]
      .join('  ')
      .trimEnd();
  return [
    ...users.map((user) => line('user', user)),
    ...experts.map((expert) => line('expert', expert, expert.categories.join(', '))),
    ...waiting.map((expert) => line('expert', expert, 'waits for verification')),
  ];
};

/** One table: region, pages, state, and who can sign in there. Lines of at most 100 characters for usual names. */
export const table = (rows: readonly Row[], isDemo: boolean): string => {
  const head = ['Region', 'Pages', 'State'];
  const width = head.map((title, at) =>
    Math.max(title.length, ...rows.map(({ region, url, state }) => [region, url, state][at]?.length ?? 0)),
  );
  const line = (cells: readonly string[], last: string) =>
    `${cells.map((cell, at) => cell.padEnd(width[at] ?? 0)).join('  ')}  ${last}`.trimEnd();
  if (!isDemo) {
    return [line(head, ''), ...rows.map(({ region, url, state }) => line([region, url, state], ''))].join(
      '\n',
    );
  }
  const blocks = rows.map(({ region, url, state, people }) =>
    signInLines(people)
      .map((words, at) => line(at === 0 ? [region, url, state] : ['', '', ''], words))
      .join('\n'),
  );
  return [line(head, 'Sign in as'), ...blocks].join('\n\n');
};
