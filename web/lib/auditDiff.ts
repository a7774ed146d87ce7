import type { AuditChange, AuditValue } from '../../node/schemas/audit.ts';

/** A change as it is read: what came and what went of a list, or one value in place of another. */
export type Diff =
  | { readonly kind: 'list'; readonly added: readonly string[]; readonly removed: readonly string[] }
  | { readonly kind: 'value'; readonly from?: AuditValue | undefined; readonly to?: AuditValue | undefined };

const isList = (value: AuditValue | undefined): value is string[] => Array.isArray(value);

export function diffOf({ from, to }: AuditChange): Diff {
  if (!isList(from ?? to)) return { kind: 'value', from, to };
  const [before, after] = [isList(from) ? from : [], isList(to) ? to : []];
  return {
    kind: 'list',
    added: after.filter((item) => !before.includes(item)),
    removed: before.filter((item) => !after.includes(item)),
  };
}
