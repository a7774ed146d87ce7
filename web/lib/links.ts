/** A part of a plain text; with `href` where it is an address that may be followed. */
export type Piece = { readonly text: string; readonly href?: string };

const addresses = /\bhttps?:\/\/[^\s<>"“”„«»]+/gi;
/** Ends the sentence around an address, and not the address; the second where no bracket was opened within. */
const sentenceEnds = { open: /[.,;:!?…'’]+$/, closed: /[.,;:!?…'’)]+$/ };

/** The address, if it may be followed: nothing that runs, and nothing of this page. */
export function safeHref(text: string): string | undefined {
  try {
    const { protocol, href } = new URL(text);
    return protocol === 'http:' || protocol === 'https:' || protocol === 'mailto:' ? href : undefined;
  } catch {
    return undefined;
  }
}

/** Without what belongs to the sentence: "(see https://a.example/b)." has an address that ends with b. */
const withoutEnd = (found: string): string =>
  found.replace(found.includes('(') ? sentenceEnds.open : sentenceEnds.closed, '');

/** The pieces of a plain text, which together are the text itself. */
export function linksIn(text: string): readonly Piece[] {
  const pieces: Piece[] = [];
  let end = 0;
  for (const { 0: found, index } of text.matchAll(addresses)) {
    const address = withoutEnd(found);
    const href = safeHref(address);
    if (href === undefined) continue;
    if (index > end) pieces.push({ text: text.slice(end, index) });
    pieces.push({ text: address, href });
    end = index + address.length;
  }
  return end < text.length ? [...pieces, { text: text.slice(end) }] : pieces;
}
