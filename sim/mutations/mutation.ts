/** A deliberate bug: one place of the production code, changed as somebody might change it by mistake. */
export type Mutation = {
  /** As on the command line. */
  readonly name: string;
  /** From the root of the repository. */
  readonly file: string;
  /** Occurs exactly once in the file. */
  readonly find: string;
  readonly replace: string;
  /** The checker that is to notice it. */
  readonly breaks: string;
  /** What goes wrong then, in one sentence. */
  readonly why: string;
  /** The scenario that shows it soonest, played before the others. */
  readonly scenario?: string;
};

/** The file's text with the bug in it. @throws Error unless `find` occurs exactly once and `replace` differs */
export const mutatedSource = (
  { name, file, find, replace }: Pick<Mutation, 'name' | 'file' | 'find' | 'replace'>,
  source: string,
): string => {
  const [before, after, ...more] = source.split(find);
  if (before === undefined || after === undefined || more.length > 0)
    throw new Error(
      `Mutation ${name}: its text occurs ${source.split(find).length - 1} times in ${file}, not once. Give its \`find\` the text that stands there now.`,
    );
  if (find === replace) throw new Error(`Mutation ${name} changes nothing.`);
  return before + replace + after;
};
