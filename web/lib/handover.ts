/** What goes along to another region's page: in the fragment of its address, which no server is sent and no log holds. */

import { handoverMark as mark } from './arrival.ts';
import { type DraftStore, draftPrefix } from './drafts.ts';
import { type KeptFile, parseKept, withoutBytes } from './uploads.ts';

export type Handover = {
  readonly ticket: string;
  /** The region that is left. */
  readonly from: string;
  /** Since when nothing was heard from it; undefined on the way back. */
  readonly lostAt?: number;
  /** Whose they are, and drafts by name, as they are kept on the device. */
  readonly account: string;
  readonly drafts: Readonly<Record<string, string>>;
  /** On the way back: names of drafts that were brought along and are sent or thrown away by now. */
  readonly gone?: readonly string[];
};

/** Addresses of this length work in every browser. What does not fit stays where it was typed. */
const lengthMax = 60_000;
const draftNamePattern = /^\P{Cc}{1,200}$/u;
const isDraftName = (name: unknown): name is string =>
  typeof name === 'string' && draftNamePattern.test(name);
const draftsMax = 50;
const emailPattern = /^[^\s\p{C}]{3,254}$/u;

const toBase64Url = (text: string): string =>
  btoa(Array.from(new TextEncoder().encode(text), (byte) => String.fromCharCode(byte)).join(''))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');

const fromBase64Url = (text: string): string =>
  new TextDecoder('utf-8', { fatal: true }).decode(
    Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (char) => char.charCodeAt(0)),
  );

/** The fragment for a handover. Drafts about `issue` go first; those that do not fit are left out. */
export function packed(handover: Handover, issue: string | undefined): string {
  const isAbout = (name: string) => issue !== undefined && name.includes(issue);
  const drafts = Object.entries(handover.drafts)
    .sort(([a, textA], [b, textB]) => Number(isAbout(b)) - Number(isAbout(a)) || textA.length - textB.length)
    .slice(0, draftsMax);
  for (let count = drafts.length; ; count--) {
    const some = { ...handover, drafts: Object.fromEntries(drafts.slice(0, count)) };
    const fragment = mark + toBase64Url(JSON.stringify(some));
    if (fragment.length <= lengthMax || count === 0) return fragment;
  }
}

/** What a page was opened with; undefined for every other fragment, and for one that nobody here has made. */
export function unpacked(fragment: string): Handover | undefined {
  if (!fragment.startsWith(mark) || fragment.length > lengthMax) return undefined;
  try {
    const given: Partial<Handover> | null = JSON.parse(fromBase64Url(fragment.slice(mark.length)));
    const { ticket, from, lostAt, account, drafts, gone } = given ?? {};
    if (typeof ticket !== 'string' || typeof from !== 'string' || typeof account !== 'string')
      return undefined;
    const texts = Object.entries(drafts ?? {}).filter(
      ([name, text]) => typeof text === 'string' && isDraftName(name),
    );
    return {
      ticket,
      from,
      account,
      drafts: Object.fromEntries(texts.slice(0, draftsMax)),
      ...(typeof lostAt === 'number' && { lostAt }),
      ...(Array.isArray(gone) && { gone: gone.filter(isDraftName).slice(0, draftsMax) }),
    };
  } catch {
    return undefined;
  }
}

/** Whose ticket it is, as it says itself; without `email` from a region of a former version. */
export type TicketOwner = { readonly account: string; readonly email?: string };

/**
 * Reads the first half of a ticket (`node/core/roaming-ticket.ts`). Nothing is checked here: what says something wrong
 * is refused when it is exchanged. Undefined for what is none.
 */
export function ownerOf(ticket: string): TicketOwner | undefined {
  try {
    const given: Partial<TicketOwner> | null = JSON.parse(fromBase64Url(ticket.split('.')[0] ?? ''));
    const { account, email } = given ?? {};
    if (typeof account !== 'string') return undefined;
    return { account, ...(typeof email === 'string' && emailPattern.test(email) && { email }) };
  } catch {
    return undefined;
  }
}

/**
 * What becomes of somebody's ticket in a browser where `here` is signed in, or nobody. Only for whom it is made it is
 * exchanged at once: a link must not change who somebody is. Where nobody is signed in they are asked, or have to sign in.
 */
export function arrivalOf(
  { account, email }: TicketOwner,
  here: string | undefined,
): 'exchange' | 'ask' | 'sign-in' | 'pass over' {
  if (here !== undefined) return here === account ? 'exchange' : 'pass over';
  return email === undefined ? 'sign-in' : 'ask';
}

/** Begins the names of drafts that list files; their ids are known to the node that they were uploaded to, and to no other. */
const filesPrefix = 'files.';

const filesIn = (text: string | null): readonly KeptFile[] => {
  try {
    return parseKept(JSON.parse(text ?? 'null')) ?? [];
  } catch {
    return [];
  }
};

/** Files as the page here can go on with them: those of the same name that this node has, of others that they were there. */
function filesHere(given: string, here: string | null): string {
  const known = filesIn(here).filter((file) => 'id' in file);
  const files = withoutBytes(filesIn(given)).map(
    (file) => known.find(({ name, size }) => name === file.name && size === file.size) ?? file,
  );
  return JSON.stringify(files);
}

/** Puts drafts where this region's page looks for them. @throws what the browser throws when it may not store */
export function keepDrafts(storage: DraftStore, { account, drafts, gone = [] }: Handover): void {
  // Of a former visit here: it would look as if it had not been sent.
  for (const name of gone) storage.removeItem(draftPrefix(account) + name);
  for (const [name, text] of Object.entries(drafts)) {
    const key = draftPrefix(account) + name;
    storage.setItem(key, name.startsWith(filesPrefix) ? filesHere(text, storage.getItem(key)) : text);
  }
}
