/** Makes the accounts of the demo through the public API. Doing it again changes nothing. */
import { z } from 'zod';
import { type Answer, type Api, problemCode, unexpected } from './http.ts';
import type { People } from './people.ts';

const created = 201;

const Session = z.object({ token: z.string() });
const PendingExperts = z.object({
  items: z.array(z.object({ account: z.object({ id: z.string(), email: z.string() }) })),
});

/** The mesh's admin lives in one region; the others learn of the account within a moment. */
const signInTriesMax = 8;
const signInPauseMs = 250;

export type Passwords = { readonly demo: string; readonly admin: string };

/**
 * Registers one region's people and verifies its experts, except those who shall wait.
 * @param api of that region's node
 * @param adminEmail the mesh's admin
 * @throws MeshProblem with the API's words when it refuses
 */
export const makeDemoAccounts = async (
  api: Api,
  { users, experts, waiting }: People,
  adminEmail: string,
  passwords: Passwords,
): Promise<void> => {
  const register = async (path: string, person: { readonly email: string }) => {
    const answer = await api.request('POST', path, { body: { ...person, password: passwords.demo } });
    const isThere = answer.status === created || problemCode(answer) === 'email-taken';
    if (!isThere) unexpected(`Registering ${person.email}`, answer);
  };
  // Together: each registration hashes a password, which occupies a core for some 50 ms.
  await Promise.all([
    ...users.map((user) => register('/api/v1/users', user)),
    ...[...experts, ...waiting].map((expert) => register('/api/v1/experts', expert)),
  ]);
  const token = await signIn(api, adminEmail, passwords.admin);
  await verify(api, token, new Set(experts.map((expert) => expert.email)));
};

const signIn = async (api: Api, email: string, password: string): Promise<string> => {
  for (let tries = 1; ; tries += 1) {
    const answer = await api.request('POST', '/api/v1/sessions', { body: { email, password } });
    if (answer.status === created) return Session.parse(answer.body).token;
    if (tries === signInTriesMax || problemCode(answer) !== 'wrong-credentials') {
      unexpected(`Signing in as ${email}`, answer);
    }
    await new Promise((resolve) => setTimeout(resolve, signInPauseMs));
  }
};

/** Verifies those of the pending experts whose e-mail is in `emails`; of an earlier, interrupted run too. */
const verify = async (api: Api, token: string, emails: ReadonlySet<string>): Promise<void> => {
  const list: Answer = await api.request('GET', '/api/v1/admin/experts?status=pending&limit=100', { token });
  if (list.status !== 200) unexpected('Listing the experts to verify', list);
  const pending = PendingExperts.parse(list.body).items.filter(({ account }) => emails.has(account.email));
  await Promise.all(
    pending.map(async ({ account }) => {
      const path = `/api/v1/admin/experts/${encodeURIComponent(account.id)}/verify`;
      const answer = await api.request('POST', path, { token, body: { reason: 'One of the demo.' } });
      if (answer.status !== 200) unexpected(`Verifying ${account.email}`, answer);
    }),
  );
  await api.request('DELETE', '/api/v1/sessions/current', { token });
};
