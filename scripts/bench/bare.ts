/**
 * What a submission is compared with: a Koa route that reads the same body with the same parser, and answers 201
 * with it, without session, rule or disk. Prints its address as a line of JSON and runs until it is killed.
 */
import Router from '@koa/router';
import Koa from 'koa';
import { bodyReader } from '../../node/api/body.ts';
import { limitsDefault } from '../../node/api/limits.ts';

const readBody = bodyReader(limitsDefault.bodyMaxBytes);
const router = new Router();
router.post('/api/v1/issues', async (ctx) => {
  ctx.body = await readBody(ctx);
  ctx.status = 201;
});

const server = new Koa().use(router.routes()).listen(0, '127.0.0.1', () => {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('It listens on a port.');
  process.stdout.write(`${JSON.stringify({ url: `http://127.0.0.1:${address.port}` })}\n`);
});
// It ends with the program that started it, however that ends.
process.once('disconnect', () => process.exit(0));
