/**
 * For tests of `npm run mesh`: a node that only pretends. It takes the command line of a real one, answers the few
 * addresses that the mesh's start asks, and keeps its accounts in a file. `FAKE_NODE` makes it misbehave.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import process from 'node:process';

const argument = (name) => process.argv[process.argv.indexOf(name) + 1];
const region = argument('--region');
const [misbehaving, how] = (process.env.FAKE_NODE ?? '').split(':');
const isMisbehaving = misbehaving === region;

process.stderr.write(`The log of ${region}\n`);
if (isMisbehaving && how === 'crash') {
  process.stderr.write('Something terrible\n');
  process.exit(7);
}
if (isMisbehaving && how === 'refuse') {
  process.stdout.write(`${JSON.stringify({ error: 'The store is not usable.', exitCode: 5 })}\n`);
  process.exit(5);
}

mkdirSync(argument('--data'), { recursive: true });
const file = join(argument('--data'), 'accounts.json');
const accounts = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : [];
const save = () => writeFileSync(file, JSON.stringify(accounts));

const answer = (method, path, body) => {
  if (path === '/readyz') return [200, {}];
  if (path === '/pid') return [200, process.pid];
  if (path === '/api/v1/mesh') {
    return [200, { regions: ['North', 'South', 'East', 'West'].map((name) => ({ name, state: 'up' })) }];
  }
  if (method === 'POST' && (path === '/api/v1/users' || path === '/api/v1/experts')) {
    if (accounts.some(({ email }) => email === body.email))
      return [409, { code: 'email-taken', detail: 'Taken.' }];
    accounts.push({
      id: body.email,
      ...body,
      ...(path.endsWith('experts') ? { verification: 'pending' } : {}),
    });
    save();
    return [201, {}];
  }
  if (method === 'POST' && path === '/api/v1/sessions') {
    const isRight =
      body.email === argument('--admin-email') && body.password === process.env.GRAPEVINE_ADMIN_PASSWORD;
    return isRight ? [201, { token: 'token' }] : [401, { code: 'wrong-credentials', detail: 'Wrong.' }];
  }
  if (path.startsWith('/api/v1/admin/experts?')) {
    return [
      200,
      { items: accounts.filter((one) => one.verification === 'pending').map((account) => ({ account })) },
    ];
  }
  const verified = /^\/api\/v1\/admin\/experts\/(.+)\/verify$/.exec(path);
  if (verified !== null) {
    const account = accounts.find(({ id }) => id === decodeURIComponent(verified[1]));
    account.verification = 'verified';
    save();
    return [200, {}];
  }
  return [204, undefined];
};

const server = createServer(async (request, reply) => {
  let text = '';
  for await (const data of request) text += data;
  const [status, body] = answer(request.method, request.url, text === '' ? undefined : JSON.parse(text));
  reply.writeHead(status, { 'content-type': 'application/json', connection: 'close' });
  reply.end(body === undefined ? undefined : JSON.stringify(body));
});
server.listen(Number(argument('--port')), '127.0.0.1', () => {
  const url = `http://127.0.0.1:${argument('--port')}`;
  process.stdout.write(`${JSON.stringify({ ready: true, url, p2p: [], admin: null })}\n`);
});
const stop = () => process.exit(0);
process.on('SIGTERM', stop);
process.on('disconnect', stop);
