/** What a start says when the node is ready: to a person, and to a program. */
import type { Prepared } from './prepare.ts';
import type { RunningRegion } from './region.ts';

/** The one line of `start --json`, as the program that reads it finds it. */
export type Ready = {
  readonly ready: true;
  readonly region: string;
  readonly url: string;
  /** Addresses for another node's --peer. */
  readonly p2p: readonly string[];
  /** Set when this start made the first admin. */
  readonly admin: { readonly email: string; readonly password: string } | null;
  readonly secretFile: string | null;
};

export const readyLine = (prepared: Prepared, region: RunningRegion): string => {
  const ready: Ready = {
    ready: true,
    region: prepared.options.name,
    url: region.url,
    p2p: region.peerAddresses,
    admin: region.newAdmin ?? null,
    secretFile: prepared.secretFile ?? null,
  };
  return `${JSON.stringify(ready)}\n`;
};

export const ready = (prepared: Prepared, region: RunningRegion): string => {
  const { options, secretFile, isNewMesh } = prepared;
  const lines = [`${options.name} is up: ${region.url}`];
  if (region.newAdmin !== undefined) {
    const { email, password } = region.newAdmin;
    lines.push(`Its admin was made just now and is shown only this once: ${email}, password ${password}`);
  }
  if (isNewMesh) lines.push(`This founds a new mesh, with its secret in ${secretFile}`);
  const [peer] = region.peerAddresses;
  if (secretFile !== undefined && peer !== undefined) {
    lines.push(
      'Another region joins, with a copy of that file, by:',
      `  npx grapevine start --region NAME --port PORT --mesh-secret ${secretFile} --peer ${peer}`,
    );
  }
  lines.push('Ctrl-C stops it.');
  return `${lines.join('\n')}\n`;
};
