import type { Secrets, Store } from '../ports.ts';
import { Account } from './documents.ts';

/** 24 characters of base64url: 144 random bits, and still possible to type. */
const passwordLength = 24;

/** What the operator asked for cannot be done; the message says why. */
export class OperatorProblem extends Error {
  override readonly name = 'OperatorProblem';
  readonly exitCode = 1;
}

/**
 * Gives an admin a new password, in the store of a stopped node, and returns it. Other regions hear of it when the
 * node is up again; sessions under the old password end.
 * @throws OperatorProblem when there is no such admin of this region
 */
export async function resetAdminPassword(store: Store, secrets: Secrets, email: string): Promise<string> {
  let after: string | undefined;
  do {
    const page = await store.query(
      'accounts',
      'id',
      {},
      { limit: 1_000, ...(after !== undefined && { after }) },
    );
    for (const { id, doc, version } of page.items) {
      const account = Account.parse(doc);
      if (account.email !== email.trim().toLowerCase() || !account.roles.includes('admin')) continue;
      const password = secrets.token().slice(0, passwordLength);
      const changed: Account = {
        ...account,
        passwordHash: await secrets.hashPassword(password),
        credentialVersion: account.credentialVersion + 1,
        version: { counter: account.version.counter + 1, writer: account.home },
      };
      await store.commit([{ kind: 'replace', collection: 'accounts', id, doc: { ...changed }, version }]);
      return password;
    }
    after = page.next;
  } while (after !== undefined);
  throw new OperatorProblem(`No admin of this region has the e-mail address ${email}.`);
}
