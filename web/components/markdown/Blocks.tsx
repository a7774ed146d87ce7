import type { JSX } from 'preact';
import { useMemo } from 'preact/hooks';
import { type Block, type Inline, parseMarkdown } from '../../lib/markdown.ts';

/** Pieces of a text have no identity beyond their place: they are drawn anew when the text changes. */
const each = <T,>(items: readonly T[], draw: (item: T, key: number) => JSX.Element) => items.map(draw);

function inline(piece: Inline, key: number): JSX.Element {
  switch (piece.is) {
    case 'text':
      return <span key={key}>{piece.text}</span>;
    case 'code':
      return (
        <code key={key} dir="ltr">
          {piece.text}
        </code>
      );
    case 'strong':
      return <strong key={key}>{each(piece.of, inline)}</strong>;
    case 'em':
      return <em key={key}>{each(piece.of, inline)}</em>;
    case 'del':
      return <del key={key}>{each(piece.of, inline)}</del>;
    case 'link':
      return (
        <a key={key} href={piece.href} target="_blank" rel="noopener noreferrer">
          {each(piece.of, inline)}
        </a>
      );
    case 'break':
      return <br key={key} />;
  }
}

/** Below the heading of the answer itself, which is of the second level. */
function Heading({ level, of }: { level: number; of: readonly Inline[] }) {
  const text = each(of, inline);
  if (level === 1) return <h3 dir="auto">{text}</h3>;
  return level === 2 ? <h4 dir="auto">{text}</h4> : <h5 dir="auto">{text}</h5>;
}

function block(piece: Block, key: number): JSX.Element {
  switch (piece.is) {
    case 'paragraph':
      return (
        <p key={key} dir="auto">
          {each(piece.of, inline)}
        </p>
      );
    case 'heading':
      return <Heading key={key} level={piece.level} of={piece.of} />;
    case 'code':
      return (
        // A box that scrolls must be reachable by keyboard.
        // biome-ignore lint/a11y/noNoninteractiveTabindex: see above
        <pre key={key} dir="ltr" tabIndex={0}>
          <code>{piece.text}</code>
        </pre>
      );
    case 'quote':
      return <blockquote key={key}>{each(piece.of, block)}</blockquote>;
    case 'list': {
      const items = piece.items.map((item, place) => <li key={place}>{each(item, block)}</li>);
      return piece.start === undefined ? (
        <ul key={key}>{items}</ul>
      ) : (
        <ol key={key} start={piece.start}>
          {items}
        </ol>
      );
    }
    case 'table':
      return (
        <div key={key} class="table-scroll">
          <table class="table">
            <thead>
              <tr>
                {piece.head.map((cell, column) => (
                  <th key={column} scope="col" dir="auto">
                    {each(cell, inline)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {piece.rows.map((row, place) => (
                <tr key={place}>
                  {row.map((cell, column) => (
                    <td key={column} dir="auto">
                      {each(cell, inline)}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      );
    case 'rule':
      return <hr key={key} />;
  }
}

/** Markdown as elements, made one by one: no HTML is ever written. */
export function Blocks({ text }: { text: string }) {
  const blocks = useMemo(() => parseMarkdown(text), [text]);
  return <>{each(blocks, block)}</>;
}
