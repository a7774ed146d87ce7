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

/** After what is said of somebody: the language of their pages, unless it is that of the table. */
const inLanguage = (words: string, { languages: [first = 'en'] }: Pick<User, 'languages'>): string =>
  first === 'en' ? words : `${words} (${languageNames.of(first) ?? first})`;

const signInLines = ({ users, experts, waiting }: People): string[] => {
  const width = Math.max(...[...experts, ...waiting].map(({ email }) => email.length));
  const expertLine = (expert: User, words: string) =>
    `expert  ${expert.email.padEnd(width)}  ${inLanguage(words, expert)}`;
  return [
    `user    ${users.map((user) => inLanguage(user.email, user)).join(', ')}`,
    ...experts.map((expert) => expertLine(expert, expert.categories.join(', '))),
    ...waiting.map((expert) => expertLine(expert, 'waits for verification')),
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
