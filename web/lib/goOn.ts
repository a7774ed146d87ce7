import type { MeView } from '../../node/schemas/views.ts';
import { ApiProblem, api } from './api.ts';
import { waitingName } from './arrival.ts';
import { draftsOf } from './drafts.ts';
import { arrivalOf, type Handover, keepDrafts, ownerOf, packed, unpacked } from './handover.ts';
import type { Way } from './outage.ts';
import { me } from './session.ts';

/** Where one came from, as long as this tab is open. */
export type CameFrom = {
  readonly region: string;
  readonly lostAt: number;
  /** Of the drafts that came along. */
  readonly names?: readonly string[];
};

const cameFromName = 'grapevine.came-from';

/** Leaves for another region, to go on there at the same place with what was typed. */
export function goOnAt(way: Pick<Way, 'url' | 'ticket'>, from: string, lostAt?: number): void {
  const account = me.peek()?.account.id ?? '';
  let drafts: Record<string, string> = {};
  try {
    drafts = draftsOf(window.localStorage, account);
  } catch {
    // The browser keeps nothing: nothing is lost that would not be lost here.
  }
  const gone = cameFrom()?.names?.filter((name) => !(name in drafts)) ?? [];
  const handover = {
    ticket: way.ticket,
    from,
    account,
    drafts,
    ...(lostAt !== undefined && { lostAt }),
    ...(gone.length > 0 && { gone }),
  };
  const issue = new URLSearchParams(location.search).get('issue') ?? undefined;
  const target = new URL(location.pathname + location.search, way.url);
  target.hash = packed(handover, issue);
  location.assign(target);
}

const tabStorage = (): Storage | undefined => {
  try {
    return window.sessionStorage;
  } catch {
    return undefined;
  }
};

/**
 * Goes on here with what another region's page handed over. To be called before anything asks who is signed in.
 * `isThem` asks whether it is them, where nobody is signed in: anybody can make a link with a ticket of their own.
 */
export async function arrive(isThem: (email: string) => Promise<boolean>): Promise<void> {
  const handover = unpacked(location.hash);
  // The ticket and what was typed must not stay in the address bar.
  history.replaceState(null, '', location.pathname + location.search);
  const owner = handover && ownerOf(handover.ticket);
  if (handover === undefined || owner === undefined) return;
  const { account, email = '' } = owner;
  const here = await signedInHere();
  const arrival = arrivalOf(owner, here);
  if (arrival === 'pass over' || (arrival === 'ask' && !(await isThem(email)))) return;
  const { from, lostAt } = handover;
  const storage = tabStorage();
  if (lostAt === undefined) storage?.removeItem(cameFromName);
  else
    storage?.setItem(
      cameFromName,
      JSON.stringify({ region: from, lostAt, names: Object.keys(handover.drafts) }),
    );
  // They sign in with their password, and then find what they typed.
  const wait = () => storage?.setItem(waitingName, JSON.stringify({ ...handover, account }));
  if (arrival === 'sign-in') {
    wait();
    return;
  }
  try {
    const opened = await api.signInByTicket({ ticket: handover.ticket });
    restore({ ...handover, account: opened.account.id });
  } catch (error) {
    if (!(error instanceof ApiProblem)) throw error;
    // Too late, or used before.
    if (here === undefined) wait();
  }
}

/** Whose session this browser has here. Asked beside `api`, for which nobody's session would be the end of the page. */
async function signedInHere(): Promise<string | undefined> {
  const response = await fetch('/api/v1/me', { credentials: 'same-origin' }).catch(() => undefined);
  if (!response?.ok) return undefined;
  const { account }: MeView = await response.json();
  return account.id;
}

/** What waited until its owner had signed in with a password. */
export function restoreWaiting(account: string): void {
  const storage = tabStorage();
  const text = storage?.getItem(waitingName);
  if (text == null) return;
  storage?.removeItem(waitingName);
  const handover: Handover = JSON.parse(text);
  if (handover.account === account) restore(handover);
}

function restore(handover: Handover): void {
  try {
    keepDrafts(window.localStorage, handover);
  } catch {
    // Full or forbidden.
  }
}

/** The region that could not be reached when this tab came here; undefined when it did not come from anywhere. */
export function cameFrom(): CameFrom | undefined {
  try {
    const kept: Partial<CameFrom> | null = JSON.parse(tabStorage()?.getItem(cameFromName) ?? 'null');
    return typeof kept?.region === 'string' && typeof kept.lostAt === 'number'
      ? { region: kept.region, lostAt: kept.lostAt, names: kept.names ?? [] }
      : undefined;
  } catch {
    return undefined;
  }
}

/** They stay here. */
export function forgetWhence(): void {
  tabStorage()?.removeItem(cameFromName);
}
