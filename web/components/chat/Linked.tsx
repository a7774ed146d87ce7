import { linksIn } from '../../lib/links.ts';

/** A plain text whose addresses of the web can be followed. */
export const Linked = ({ text }: { text: string }) => (
  <>
    {linksIn(text).map((piece, place) =>
      piece.href === undefined ? (
        piece.text
      ) : (
        <a key={place} href={piece.href} target="_blank" rel="noopener noreferrer">
          {piece.text}
        </a>
      ),
    )}
  </>
);
