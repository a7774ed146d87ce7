import { signal } from '@preact/signals';
import type { AccountView, MeView } from '../../node/schemas/views.ts';
import type { Role } from '../../node/schemas/words.ts';
import { ApiProblem, api } from './api.ts';
import { stopLive } from './connection.ts';
import { deviceStorage } from './drafts.ts';

/** Who is signed in; undefined until known, and when nobody is. */
export const me = signal<MeView | undefined>(undefined);

/**
 * The session cookie is invisible to scripts. This mark says that there probably is one, so that public
 * pages do not ask the node about a session that nobody has.
 */
const markName = 'grapevine.signed-in';

export const isProbablySignedIn = () => {
  try {
    return deviceStorage()?.getItem(markName) === 'yes';
  } catch {
    return false;
  }
};

function mark(isSignedIn: boolean): void {
  try {
    if (isSignedIn) deviceStorage()?.setItem(markName, 'yes');
    else deviceStorage()?.removeItem(markName);
  } catch {
    // Without storage the public pages greet nobody by name, and that is all.
  }
}

/** Where someone goes after signing in. */
export function dashboardOf(roles: readonly Role[]): string {
  if (roles.includes('admin')) return '/admin_dashboard';
  return roles.includes('expert') ? '/expert_dashboard' : '/user_dashboard';
}

/** The `?next=` of a sign-in page, if it is a path of this very origin; anything else could lead people astray. */
export function safeNext(search: string, origin: string): string | undefined {
  const next = new URLSearchParams(search).get('next');
  if (next === null || !next.startsWith('/')) return undefined;
  try {
    const url = new URL(next, origin);
    return url.origin === origin ? url.pathname + url.search + url.hash : undefined;
  } catch {
    return undefined;
  }
}

/** Reads who is signed in. Undefined: nobody. @throws ApiProblem when the node cannot say */
export async function readMe(): Promise<MeView | undefined> {
  try {
    me.value = await api.me();
    mark(true);
  } catch (error) {
    if (!(error instanceof ApiProblem) || error.status !== 401) throw error;
    me.value = undefined;
    mark(false);
  }
  return me.value;
}

let isLeaving = false;

/** To the sign-in page, and back here afterwards; not while signing out, which ends at the start page. */
export function leaveToSignIn(signInPage = '/'): void {
  if (isLeaving) return;
  mark(false);
  const here = location.pathname + location.search;
  location.replace(`${signInPage}?next=${encodeURIComponent(here)}`);
}

/** Signs in at this node. @throws ApiProblem */
export async function signIn(email: string, password: string): Promise<AccountView> {
  const { account } = await api.signIn({ email, password });
  mark(true);
  return account;
}

/** Signs in at this node by choosing a new password with a link for it. @throws ApiProblem */
export async function choosePassword(code: string, password: string): Promise<AccountView> {
  const { account } = await api.choosePassword({ code, password });
  mark(true);
  return account;
}

/** Ends the session and leaves for the start page; a node that is away only loses sight of it. */
export async function signOut(): Promise<void> {
  isLeaving = true;
  mark(false);
  stopLive();
  await api.signOut().catch(() => undefined);
  location.assign('/');
}
