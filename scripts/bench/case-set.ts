/** A set of labelled cases on the disk: experts with what they resolved, issues with who did resolve them. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { z } from 'zod';
import { AccountId, IssueId } from '../../node/core/ids.ts';

const Expert = z.object({
  id: AccountId,
  skills: z.array(z.string()),
  resolved: z.array(z.string()),
  resolved_at: z.array(z.string()).optional(),
});

const Issue = z.object({
  id: IssueId,
  at: z.string().optional(),
  title: z.string(),
  description: z.string().default(''),
  category: z.string().default(''),
  relevant: z.array(AccountId).min(1),
  /** How well each expert fits, 0 to 2 or more; without it, `relevant` fits and nobody else does. */
  graded: z.record(z.string(), z.number()).optional(),
});

export type CaseExpert = z.infer<typeof Expert>;
export type CaseIssue = z.infer<typeof Issue>;
export type CaseSet = {
  readonly name: string;
  readonly experts: readonly CaseExpert[];
  readonly issues: readonly CaseIssue[];
};

const expertsFiles = ['experts.jsonl', 'experts.jsonl.gz'];
const isSet = (folder: string): boolean => expertsFiles.some((file) => existsSync(join(folder, file)));

/** The set in a folder, or those in its folders, by name. @throws Error that says what is missing */
export function readSets(folder: string): CaseSet[] {
  if (!existsSync(folder)) throw new Error(`There is no folder ${folder}. Give one with --data.`);
  const folders = isSet(folder)
    ? [folder]
    : readdirSync(folder, { withFileTypes: true })
        .filter((entry) => entry.isDirectory() && isSet(join(folder, entry.name)))
        .map((entry) => join(folder, entry.name))
        .sort();
  if (folders.length === 0)
    throw new Error(`${folder} holds no set: a set has ${expertsFiles.join(' or ')}, and issues.jsonl.`);
  return folders.map((path) => ({
    name: basename(path),
    experts: rowsOf(expertsFiles.map((file) => join(path, file)).find(existsSync) ?? '', Expert),
    issues: rowsOf(join(path, 'issues.jsonl'), Issue),
  }));
}

function rowsOf<S extends z.ZodType>(file: string, schema: S): z.infer<S>[] {
  const bytes = readFileSync(file);
  const text = (file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
  return text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line, at) => {
      const row = schema.safeParse(JSON.parse(line));
      if (!row.success) throw new Error(`${file}, line ${at + 1}: ${z.prettifyError(row.error)}`);
      return row.data;
    });
}
