/** A module hook (https://nodejs.org/api/module.html#customization-hooks) that knows the changed source of one file. */

let mutated = { url: '', source: '' };

/** @param {{ url: string, source: string }} data */
export const initialize = (data) => {
  mutated = data;
};

/** @type {import('node:module').LoadHook} */
export const load = (url, context, nextLoad) =>
  url.split('?')[0] === mutated.url
    ? { format: 'module', source: mutated.source, shortCircuit: true }
    : nextLoad(url, context);
