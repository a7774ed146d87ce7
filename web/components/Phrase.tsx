import { type ComponentChildren, Fragment } from 'preact';
import { split, type WordKey } from '../lib/i18n.ts';

type Props = {
  of: WordKey;
  /** What is put into the sentence as text. */
  values?: Readonly<Record<string, string | number>>;
  /** What stands in the sentence and is more than text: a time, a link, a name in bold. */
  parts: Readonly<Record<string, ComponentChildren>>;
};

/** A sentence with elements in it, in the order that the language wants. */
export const Phrase = ({ of, values, parts }: Props) => (
  <>
    {split(of, Object.keys(parts), values).map((piece, i) => (
      <Fragment key={i}>{i % 2 === 0 ? piece : parts[piece]}</Fragment>
    ))}
  </>
);
