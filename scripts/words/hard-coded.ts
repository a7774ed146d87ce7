import { parseSync } from 'vite';

/** What of an element or a component is read by people. */
const spoken = new Set([
  'alt',
  'aria-description',
  'aria-label',
  'aria-roledescription',
  'aria-valuetext',
  'data-label',
  'hint',
  'keepLabel',
  'label',
  'legend',
  'note',
  'placeholder',
  'submitLabel',
  'summary',
  'text',
  'title',
]);

/** What is said when it is called. */
const sayers = new Set(['say']);

export type Found = { readonly line: number; readonly text: string };

type Node = { readonly type: string; readonly start: number } & Readonly<Record<string, unknown>>;

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';

const childrenOf = (node: Node): Node[] =>
  Object.values(node)
    .flatMap((value) => (Array.isArray(value) ? value : [value]))
    .filter(isNode);

/** The words of a node that stand for text: a letter and something after it; a single letter, a sign or a figure is none. */
const isText = (text: unknown): text is string =>
  typeof text === 'string' && /\p{L}[\p{L}\p{M}’']/u.test(text);

/** Texts that a value may be: of a choice both, of a sum each part; what a call returns was not written here. */
function textsOf(value: unknown): Node[] {
  if (!isNode(value)) return [];
  switch (value.type) {
    case 'Literal':
      return isText(value.value) ? [value] : [];
    case 'TemplateLiteral':
      return childrenOf(value).filter(
        ({ type, value: part }) =>
          type === 'TemplateElement' &&
          typeof part === 'object' &&
          part !== null &&
          'raw' in part &&
          isText(part.raw),
      );
    case 'ConditionalExpression':
      return [...textsOf(value.consequent), ...textsOf(value.alternate)];
    case 'LogicalExpression':
    case 'BinaryExpression':
      // Of a comparison nothing is shown.
      return /^[=!<>]/.test(String(value.operator)) ? [] : [...textsOf(value.left), ...textsOf(value.right)];
    case 'JSXExpressionContainer':
    case 'ParenthesizedExpression':
      return textsOf(value.expression);
    default:
      return [];
  }
}

function textsAt(node: Node): Node[] {
  switch (node.type) {
    case 'JSXText':
      return isText(node.value) ? [node] : [];
    case 'JSXElement':
    case 'JSXFragment':
      return childrenOf(node)
        .filter(({ type }) => type === 'JSXExpressionContainer')
        .flatMap(textsOf);
    case 'JSXAttribute':
      return isNode(node.name) && spoken.has(String(node.name.name)) ? textsOf(node.value) : [];
    case 'Property':
      return isNode(node.key) && spoken.has(String(node.key.name ?? node.key.value))
        ? textsOf(node.value)
        : [];
    case 'CallExpression':
      return isNode(node.callee) && sayers.has(String(node.callee.name)) && Array.isArray(node.arguments)
        ? node.arguments.flatMap(textsOf)
        : [];
    default:
      return [];
  }
}

const rawOf = ({ type, value, raw }: Node): string => {
  const text =
    type === 'TemplateElement' && typeof value === 'object' && value !== null && 'raw' in value
      ? value.raw
      : raw;
  return String(text).trim();
};

/** The texts for people that are written in `source` instead of a catalogue. `file` tells whether it has elements in it. */
export function hardCoded(file: string, source: string): Found[] {
  const { program, errors } = parseSync(file, source);
  if (errors.length > 0) throw new Error(`${file} cannot be read: ${errors[0]?.message}`);
  const found: Found[] = [];
  const look = (node: Node): void => {
    for (const text of textsAt(node)) {
      const line = source.slice(0, text.start).split('\n').length;
      found.push({ line, text: rawOf(text) });
    }
    childrenOf(node).forEach(look);
  };
  if (isNode(program)) look(program);
  return found;
}
