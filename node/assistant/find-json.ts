/** Places where an object may begin that are tried: models put a sentence, a thought or a fence around their answer. */
const triesMax = 20;

/**
 * The JSON object in a text: all of it, else the first that can be read. `accept` says whether it is the one that is
 * looked for; thoughts before an answer may hold others.
 */
export function findJson<T>(text: string, accept: (value: unknown) => T | undefined): T | undefined {
  const whole = accept(parsed(text));
  if (whole !== undefined) return whole;
  let start = text.indexOf('{');
  for (let tries = 0; start !== -1 && tries < triesMax; tries++) {
    const end = endOfObject(text, start);
    const found = end === undefined ? undefined : accept(parsed(text.slice(start, end)));
    if (found !== undefined) return found;
    start = text.indexOf('{', start + 1);
  }
  return undefined;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Behind the brace that closes the one at `start`; braces in strings do not count. */
function endOfObject(text: string, start: number): number | undefined {
  let depth = 0;
  let isInString = false;
  for (let i = start; i < text.length; i++) {
    const char = text[i];
    if (isInString) {
      if (char === '\\') i++;
      else if (char === '"') isInString = false;
    } else if (char === '"') isInString = true;
    else if (char === '{') depth++;
    else if (char === '}' && --depth === 0) return i + 1;
  }
  return undefined;
}
