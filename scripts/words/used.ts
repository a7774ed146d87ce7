import { parseSync } from 'vite';

/** The texts that a file has in its code, and the templates, each as its fixed pieces. */
export type Mentions = { readonly literals: string[]; readonly templates: string[][] };

export function mentionsIn(file: string, source: string): Mentions {
  const literals: string[] = [];
  const templates: string[][] = [];
  const look = (value: unknown): void => {
    if (Array.isArray(value)) value.forEach(look);
    if (typeof value !== 'object' || value === null || !('type' in value)) return;
    if (value.type === 'Literal' && 'value' in value && typeof value.value === 'string') {
      literals.push(value.value);
    }
    if (value.type === 'TemplateLiteral' && 'quasis' in value && Array.isArray(value.quasis)) {
      templates.push(value.quasis.map((quasi: { value: { raw: string } }) => quasi.value.raw));
    }
    Object.values(value).forEach(look);
  };
  look(parseSync(file, source).program);
  return { literals, templates };
}

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/**
 * Whether some code may say `path`: by its name, or by a template such as `issue.groups.${group}`. A template
 * that begins with a variable, as in `${word}In`, counts only where what it begins with stands in the code, too.
 */
export function isSaid(path: string, { literals, templates }: Mentions): boolean {
  if (literals.includes(path)) return true;
  return templates.some((pieces) => {
    const match = new RegExp(`^${pieces.map(escaped).join('(.+)')}$`).exec(path);
    if (match === null || pieces.length < 2) return false;
    const start = match[1] ?? '';
    return pieces[0] !== '' || (start.includes('.') && literals.includes(start));
  });
}
