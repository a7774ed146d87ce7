/** What is typed, and what of it is selected (UTF-16 units). */
export type Editing = { readonly text: string; readonly start: number; readonly end: number };

export type Style = 'bold' | 'list' | 'code' | 'link';

/** The key that a style has with Ctrl or Cmd; with Shift for the list, as in mail and chat. */
export function styleOf(event: {
  readonly key: string;
  readonly code?: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly shiftKey: boolean;
  readonly altKey: boolean;
}): Style | undefined {
  if (event.ctrlKey === event.metaKey || event.altKey) return undefined;
  // Shift makes another character of the digit, in each layout another.
  if (event.shiftKey) return event.code === 'Digit8' ? 'list' : undefined;
  return ({ b: 'bold', e: 'code', k: 'link' } as const)[event.key.toLowerCase()];
}

/** The text with the style put on what is selected, or taken off again; what was selected stays so. */
export function styled(editing: Editing, style: Style): Editing {
  switch (style) {
    case 'bold':
      return around(editing, '**');
    case 'code':
      return selected(editing).includes('\n') ? fenced(editing) : around(editing, '`');
    case 'list':
      return listed(editing);
    case 'link':
      return linked(editing);
  }
}

const selected = ({ text, start, end }: Editing): string => text.slice(start, end);

function around({ text, start, end }: Editing, mark: string): Editing {
  const before = text.slice(0, start);
  const after = text.slice(end);
  if (before.endsWith(mark) && after.startsWith(mark)) {
    const size = mark.length;
    return {
      text: before.slice(0, -size) + text.slice(start, end) + after.slice(size),
      start: start - size,
      end: end - size,
    };
  }
  return {
    text: before + mark + text.slice(start, end) + mark + after,
    start: start + mark.length,
    end: end + mark.length,
  };
}

function fenced({ text, start, end }: Editing): Editing {
  const before = text.slice(0, start);
  const open = `${before === '' || before.endsWith('\n') ? '' : '\n'}\`\`\`\n`;
  const close = `${text.slice(start, end).endsWith('\n') ? '' : '\n'}\`\`\`\n`;
  return {
    text: before + open + text.slice(start, end) + close + text.slice(end),
    start: start + open.length,
    end: end + open.length,
  };
}

function listed({ text, start, end }: Editing): Editing {
  const from = text.lastIndexOf('\n', start - 1) + 1;
  const next = text.indexOf('\n', end);
  const to = next === -1 ? text.length : next;
  const lines = text.slice(from, to).split('\n');
  const isList = lines.every((line) => line.startsWith('- '));
  const changed = lines.map((line) => (isList ? line.slice(2) : `- ${line}`)).join('\n');
  const all = text.slice(0, from) + changed + text.slice(to);
  // A single caret stays at the end of its line, ready to type on.
  return lines.length === 1 && start === end
    ? { text: all, start: from + changed.length, end: from + changed.length }
    : { text: all, start: from, end: from + changed.length };
}

/** The address is selected then, to be typed or pasted over. */
function linked(editing: Editing): Editing {
  const { text, start, end } = editing;
  const address = 'https://';
  const words = selected(editing);
  const at = start + words.length + 3;
  return {
    text: `${text.slice(0, start)}[${words}](${address})${text.slice(end)}`,
    start: at,
    end: at + address.length,
  };
}
