import type { AccountView } from '../schemas/views.ts';
import type { Account } from './documents.ts';
import { nameOf, type Peers } from './peers.ts';

/** An account as its owner and admins see it. */
export function accountView(account: Account, peers: Peers): AccountView {
  const { id, name, email, roles, home, languages, verification, verificationNote } = account;
  return {
    id,
    name,
    email,
    roles,
    region: nameOf(peers, home),
    languages,
    ...(verification && { verification }),
    ...(verificationNote && { verificationNote }),
  };
}
