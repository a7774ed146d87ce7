/** Makes the accounts of the demo through the public API. Doing it again changes nothing. */
import { z } from 'zod';
import { type Answer, type Api, problemCode, unexpected } from './http.ts';
import type { People } from './people.ts';

const created = 201;

const Session = z.object({ token: z.string() });
const PendingExperts = z.object({
  items: z.array(z.object({ account: z.object({ id: z.string(), email: z.string() }) })),
});

/**
 * Registers one region's people and verifies its experts, except those who shall wait.
 * @param api of that region's node, whose admin has `adminPassword`
 * @throws MeshProblem with the API's words when it refuses
 */
export const makeDemoAccounts = async (
  api: Api,
  { users, experts, waiting, adminEmail }: People,
  passwords: { readonly demo: string; readonly admin: string },
): Promise<void> => {
  const register = async (path: string, person: { readonly email: string }) => {
    const answer = await api.request('POST', path, { body: { ...person, password: passwords.demo } });
    const isThere = answer.status === created || problemCode(answer) === 'email-taken';
    if (!isThere) unexpected(`Registering ${person.email}`, answer);
  };
  // Together: each registration hashes a password, which occupies a core for some 50 ms.
  const [token] = await Promise.all([
    signIn(api, adminEmail, passwords.admin),
    ...users.map((user) => register('/api/v1/users', user)),
    ...[...experts, ...waiting].map((expert) => register('/api/v1/experts', expert)),
  ]);
  await verify(api, token, new Set(experts.map((expert) => expert.email)));
};

const signIn = async (api: Api, email: string, password: string): Promise<string> => {
  const answer = await api.request('POST', '/api/v1/sessions', { body: { email, password } });
  if (answer.status !== created) unexpected(`Signing in as ${email}`, answer);
  return Session.parse(answer.body).token;
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
