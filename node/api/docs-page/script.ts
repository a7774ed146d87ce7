/**
 * The script of the page that lists the operations. Plain JavaScript, served as it stands; it builds elements and
 * sets their text, so nothing of the document can become markup.
 */
export const docsScript = String.raw`
const base = '/api/v1';

const element = (name, attributes = {}, ...children) => {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
};

const field = (label, control) => element('label', {}, label, control);

const resolve = (document_, schema) =>
  schema.$ref ? document_.components.schemas[schema.$ref.split('/').at(-1)] : schema;

/** A value to begin with: what is required, and the defaults. */
const example = (document_, given) => {
  const schema = resolve(document_, given);
  if (schema.default !== undefined) return schema.default;
  if (schema.enum) return schema.enum[0];
  if (schema.type === 'object') {
    const required = schema.required ?? [];
    return Object.fromEntries(
      Object.entries(schema.properties ?? {})
        .filter(([name, member]) => required.includes(name) || resolve(document_, member).default !== undefined)
        .map(([name, member]) => [name, example(document_, member)]),
    );
  }
  if (schema.type === 'array') return schema.items ? [example(document_, schema.items)] : [];
  if (schema.type === 'integer' || schema.type === 'number') return schema.minimum ?? 0;
  return '';
};

const whoOf = (operation) => {
  if (operation.security.length === 0) return 'for everyone';
  return operation.description ?? 'for people who are signed in';
};

const pretty = (text) => {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
};

const send = async ({ path, method, inputs, body }) => {
  const headers = { Accept: 'application/json' };
  const token = document.getElementById('token').value.trim();
  if (token) headers.Authorization = 'Bearer ' + token;
  const query = new URLSearchParams();
  let address = path;
  for (const { parameter, input } of inputs) {
    if (parameter.in === 'path') {
      address = address.replace('{' + parameter.name + '}', encodeURIComponent(input.value));
    } else if (input.value !== '') {
      if (parameter.in === 'query') query.set(parameter.name, input.value);
      else headers[parameter.name] = input.value;
    }
  }
  const file = body?.files?.[0];
  if (body && !file) headers['Content-Type'] = 'application/json';
  const url = base + address + (query.size > 0 ? '?' + query : '');
  const started = performance.now();
  const answer = await fetch(url, { method, headers, body: file ?? body?.value });
  const text = await answer.text();
  const took = Math.round(performance.now() - started);
  const heading = method + ' ' + url + '\n' + answer.status + ' ' + answer.statusText + ', ' + took + ' ms\n\n';
  return heading + pretty(text);
};

const operationElement = (document_, path, method, operation) => {
  const inputs = (operation.parameters ?? []).map((parameter) => ({
    parameter,
    input: element('input', { autocomplete: 'off', ...(parameter.required && { required: '' }) }),
  }));
  const content = operation.requestBody?.content;
  const schema = content?.['application/json']?.schema;
  const isFile = content !== undefined && schema === undefined;
  const body = isFile
    ? element('input', { type: 'file', required: '' })
    : schema && element('textarea', { spellcheck: 'false' });
  if (schema) body.value = JSON.stringify(example(document_, schema), null, 2);
  const output = element('pre', { 'aria-live': 'polite', hidden: '' });
  const button = element('button', { type: 'submit' }, 'Try it');
  const form = element(
    'form',
    {},
    ...inputs.map(({ parameter, input }) => {
      const note = parameter.description ? ': ' + parameter.description : '';
      return field(parameter.name + ' (' + parameter.in + ')' + note, input);
    }),
    ...(body ? [field(isFile ? 'Body (a file)' : 'Body (JSON)', body)] : []),
    button,
  );
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    button.disabled = true;
    output.hidden = false;
    output.textContent = 'Asking …';
    try {
      output.textContent = await send({ path, method, inputs, body });
    } catch (error) {
      output.textContent = 'No answer: ' + error.message;
    } finally {
      button.disabled = false;
    }
  });
  return element(
    'details',
    { id: operation.operationId },
    element('summary', {}, element('code', {}, method + ' ' + path), operation.summary),
    element('p', { class: 'who' }, whoOf(operation)),
    form,
    output,
  );
};

const main = document.getElementById('operations');
try {
  const document_ = await (await fetch(base + '/openapi.json')).json();
  document.getElementById('about').textContent = document_.info.description;
  for (const { name } of document_.tags) {
    main.append(element('h2', {}, name));
    for (const [path, methods] of Object.entries(document_.paths)) {
      for (const [method, operation] of Object.entries(methods)) {
        if (!operation.tags.includes(name)) continue;
        main.append(operationElement(document_, path, method.toUpperCase(), operation));
      }
    }
  }
} catch (error) {
  main.append(element('p', { role: 'alert' }, 'The list could not be read: ' + error.message));
}
`;
