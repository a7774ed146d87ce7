import { Lexer, type MarkedToken, type Token, type Tokens } from 'marked';
import { safeHref } from './links.ts';

/**
 * Markdown as pages show it. There is no member for HTML, for an image or for an address other than of the web or
 * of mail: what has no member cannot be shown, whatever somebody writes.
 */
export type Inline =
  | { readonly is: 'text' | 'code'; readonly text: string }
  | { readonly is: 'strong' | 'em' | 'del'; readonly of: readonly Inline[] }
  | { readonly is: 'link'; readonly href: string; readonly of: readonly Inline[] }
  | { readonly is: 'break' };

export type Block =
  | { readonly is: 'paragraph'; readonly of: readonly Inline[] }
  | { readonly is: 'heading'; readonly level: number; readonly of: readonly Inline[] }
  | { readonly is: 'code'; readonly text: string }
  | { readonly is: 'quote'; readonly of: readonly Block[] }
  | { readonly is: 'list'; readonly start: number | undefined; readonly items: readonly (readonly Block[])[] }
  | { readonly is: 'table'; readonly head: Row; readonly rows: readonly Row[] }
  | { readonly is: 'rule' };

type Row = readonly (readonly Inline[])[];

/** Quotes and lists inside one another: a text with more is a joke, or meant to keep the page busy. */
const depthMax = 8;
/** Marks of quotes and steps of indentation at the beginning of a line: each is another round of reading. */
const tooDeep = /^(?:[ \t]*(?:>|[-*+]|\d+[.)])[ \t]?){13}|^[ \t]{80}/m;
/** What may begin or end something in a line; the time to find out grows with the square of their number. */
const marks = /[*_~`[\]()<!&\\]/g;
/** Of one paragraph, item or cell: more than a person puts there, and read within a few ms. */
const marksMax = 400;

/** The blocks of a text; one paragraph with the text itself where it is not to be read as Markdown. Never throws. */
export function parseMarkdown(text: string): readonly Block[] {
  const plain: Block = { is: 'paragraph', of: [{ is: 'text', text }] };
  if (tooDeep.test(text)) return [plain];
  try {
    // Line breaks stay where they were typed: most answers are plain text.
    return new PatientLexer({ gfm: true, breaks: true }).lex(text).flatMap((token) => blocksOf(token, 0));
  } catch {
    return [plain];
  }
}

/** The lexer, but that what has too many marks is text. */
class PatientLexer extends Lexer {
  override inline(text: string, tokens: Token[] = []): Token[] {
    if ((text.match(marks)?.length ?? 0) <= marksMax) return super.inline(text, tokens);
    tokens.push({ type: 'text', raw: text, text, escaped: false });
    return tokens;
  }
}

const asText = (text: string): Inline => ({ is: 'text', text });

/** Its tokens are a union that ends in "any other name", for extensions; there are none here. */
const known = (token: Token): MarkedToken => token as MarkedToken;

function blocksOf(any: Token, depth: number): Block[] {
  const token = known(any);
  if (depth > depthMax) return [{ is: 'paragraph', of: [asText(token.raw)] }];
  switch (token.type) {
    case 'space':
    case 'def':
      return [];
    case 'paragraph':
    case 'text':
      return [{ is: 'paragraph', of: inlinesOf(token, depth) }];
    case 'heading':
      return [{ is: 'heading', level: token.depth, of: inlinesOf(token, depth) }];
    case 'code':
      return [{ is: 'code', text: token.text }];
    case 'blockquote':
      return [{ is: 'quote', of: token.tokens.flatMap((one) => blocksOf(one, depth + 1)) }];
    case 'list':
      return [
        {
          is: 'list',
          start: token.ordered ? Number(token.start) : undefined,
          items: token.items.map((item) => itemOf(item, depth + 1)),
        },
      ];
    case 'table': {
      const row = (cells: readonly Tokens.TableCell[]) =>
        cells.map(({ tokens }) => tokens.flatMap((one) => inlineOf(one, depth)));
      return [{ is: 'table', head: row(token.header), rows: token.rows.map(row) }];
    }
    case 'hr':
      return [{ is: 'rule' }];
    default:
      // HTML above all: shown as it was written.
      return [{ is: 'paragraph', of: [asText(token.raw.trimEnd())] }];
  }
}

function itemOf({ task, checked, tokens }: Tokens.ListItem, depth: number): readonly Block[] {
  const blocks = tokens.flatMap((one) => blocksOf(one, depth));
  return task ? [{ is: 'paragraph', of: [asText(checked ? '☑' : '☐')] }, ...blocks] : blocks;
}

function inlinesOf(token: { text: string; tokens?: Token[] | undefined }, depth: number): readonly Inline[] {
  return token.tokens?.flatMap((one) => inlineOf(one, depth + 1)) ?? [asText(token.text)];
}

function inlineOf(any: Token, depth: number): Inline[] {
  const token = known(any);
  if (depth > depthMax * 2) return [asText(token.raw)];
  switch (token.type) {
    case 'text':
      return token.tokens ? [...inlinesOf(token, depth)] : [asText(token.text)];
    case 'escape':
      return [asText(token.text)];
    case 'codespan':
      return [{ is: 'code', text: token.text }];
    case 'strong':
    case 'em':
    case 'del':
      return [{ is: token.type, of: inlinesOf(token, depth) }];
    case 'br':
      return [{ is: 'break' }];
    case 'link': {
      const href = safeHref(token.href);
      return href === undefined ? [asText(token.raw)] : [{ is: 'link', href, of: inlinesOf(token, depth) }];
    }
    case 'image': {
      // Looking at an answer must tell no other server who looks at it.
      const href = safeHref(token.href);
      const of = [asText(token.text || token.href)];
      return href === undefined ? [asText(token.raw)] : [{ is: 'link', href, of }];
    }
    default:
      return [asText(token.raw)];
  }
}
