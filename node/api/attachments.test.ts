import { connect } from 'node:net';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { Problem } from '../problem.ts';
import { AttachmentView } from '../schemas/attachments.ts';
import {
  fakeServices,
  problemOf,
  type Recorded,
  type RunningApi,
  sampleFile,
  soon,
  startApi,
} from './testing.ts';

const test = suite<{ running: RunningApi; calls: Recorded }>('attachments at the API');

const png = '\x89PNG\r\n\x1a\n12345678';
const address = '/api/v1/issues/i1/attachments/f1';

/** An API whose issue has one file. */
const withFile = (file: ReturnType<typeof sampleFile>) => {
  const services = fakeServices();
  return startApi({ ...services, attachments: { ...services.attachments, open: async () => file } });
};

test.before.each(async (context) => {
  context.calls = [];
  context.running = await startApi(fakeServices(context.calls));
});
test.after.each(({ running }) => running.api.close());

test('the bytes of a file are the body, its name is in the address', async ({ running, calls }) => {
  const body = Buffer.alloc(300_000, 'x');
  const answer = await running.call('/api/v1/attachments?name=Gr%C3%B6%C3%9Fe.log', {
    method: 'POST',
    as: 'user',
    body,
    headers: { 'Content-Type': 'text/html' },
  });
  assert.is(answer.status, 200);
  assert.equal(AttachmentView.parse(await answer.json()), {
    id: 'f1',
    name: 'Größe.log',
    size: 300_000,
    type: 'application/octet-stream',
  });
  const [call] = calls;
  assert.equal(call?.args.slice(1), [{ name: 'Größe.log', size: 300_000 }, 300_000]);
});

test('nobody uploads who is not signed in, nor by a page of somebody else, nor without a name', async ({
  running,
  calls,
}) => {
  const post = (path: string, init: RequestInit & { as?: 'user' } = {}) =>
    running.call(path, { method: 'POST', body: 'x', ...init });
  assert.is((await problemOf(await post('/api/v1/attachments?name=a'))).code, 'unauthenticated');
  const foreign = { Cookie: 'grapevine_north=token-user', Origin: 'https://evil.example' };
  assert.is(
    (await problemOf(await post('/api/v1/attachments?name=a', { headers: foreign }))).code,
    'origin-refused',
  );
  const nameless = await problemOf(await post('/api/v1/attachments', { as: 'user' }));
  assert.is(nameless.code, 'invalid');
  assert.is(nameless.errors?.[0]?.pointer, '/name');
  assert.equal(calls, []);
});

test('a file that is refused while it comes is answered, and the connection goes on', async () => {
  const services = fakeServices();
  const running = await startApi({
    ...services,
    attachments: {
      ...services.attachments,
      upload: async (_actor, _about, bytes) => {
        for await (const _ of bytes) throw new Problem('too-large', 'A file may have 0 MB at most.');
        throw new Error('unreachable');
      },
    },
  });
  for (let n = 0; n < 2; n += 1) {
    const answer = await running.call('/api/v1/attachments?name=a', {
      method: 'POST',
      as: 'user',
      body: Buffer.alloc(2_000_000),
    });
    assert.is((await problemOf(answer)).code, 'too-large');
  }
  await running.api.close();
});

test('what is no picture is something to save, whatever it says it is', async () => {
  const running = await withFile(
    sampleFile('application/octet-stream', '<script>alert(1)</script>', 'a\'b"(ü);.html'),
  );
  const answer = await running.call(address, { as: 'user' });
  assert.is(answer.status, 200);
  assert.is(answer.headers.get('content-type'), 'application/octet-stream');
  assert.is(
    answer.headers.get('content-disposition'),
    "attachment; filename*=UTF-8''a%27b%22%28%C3%BC%29%3B.html",
  );
  assert.is(answer.headers.get('x-content-type-options'), 'nosniff');
  assert.is(answer.headers.get('content-security-policy'), "default-src 'none'; sandbox");
  assert.is(answer.headers.get('cross-origin-resource-policy'), 'same-origin');
  assert.is(answer.headers.get('content-length'), '25');
  assert.is(await answer.text(), '<script>alert(1)</script>');
  await running.api.close();
});

test('a picture may be shown, in the same sandbox', async () => {
  const running = await withFile(sampleFile('image/png', png, 'a.png'));
  const answer = await running.call(address, { as: 'user' });
  assert.is(answer.headers.get('content-type'), 'image/png');
  assert.match(answer.headers.get('content-disposition') ?? '', /^inline; /);
  assert.is(answer.headers.get('content-security-policy'), "default-src 'none'; sandbox");
  const head = await running.call(address, { as: 'user', method: 'HEAD' });
  assert.is(head.status, 200);
  assert.is(head.headers.get('content-length'), '16');
  await running.api.close();
});

test('ranges, and files that the browser has already', async () => {
  const running = await withFile(sampleFile('image/png', png));
  const ask = async (headers: Record<string, string>) => {
    const answer = await running.call(address, { as: 'user', headers });
    const text = Buffer.from(await answer.arrayBuffer()).toString('latin1');
    return [answer.status, answer.headers.get('content-range'), text] as const;
  };
  assert.equal(await ask({ Range: 'bytes=1-3' }), [206, 'bytes 1-3/16', 'PNG']);
  assert.equal(await ask({ Range: 'bytes=12-' }), [206, 'bytes 12-15/16', '5678']);
  assert.equal(await ask({ Range: 'bytes=-2' }), [206, 'bytes 14-15/16', '78']);
  assert.equal(await ask({ Range: 'bytes=14-999' }), [206, 'bytes 14-15/16', '78']);
  for (const whole of ['bytes=5-1', 'bytes=0-1,3-4', 'lines=1-2', 'bytes=-', 'nonsense'])
    assert.equal(await ask({ Range: whole }), [200, null, png], whole);
  for (const beyond of ['bytes=16-', 'bytes=99-100', 'bytes=-0']) {
    const answer = await running.call(address, { as: 'user', headers: { Range: beyond } });
    assert.is(answer.headers.get('content-range'), 'bytes */16');
    assert.is((await problemOf(answer)).code, 'range-not-satisfiable');
  }
  const etag = `"${'0'.repeat(64)}"`;
  assert.equal(await ask({ 'If-None-Match': etag }), [304, null, '']);
  assert.equal(await ask({ Range: 'bytes=0-0', 'If-Range': etag }), [206, 'bytes 0-0/16', '\x89']);
  assert.equal(await ask({ Range: 'bytes=0-0', 'If-Range': '"other"' }), [200, null, png]);
  await running.api.close();
});

test('an id that cannot be one is not found', async ({ running, calls }) => {
  for (const id of ['..%2F..%2Fetc', 'a.b', '%00', 'x'.repeat(65)])
    assert.is((await running.call(`/api/v1/issues/i1/attachments/${id}`, { as: 'user' })).status, 404, id);
  assert.equal(calls, []);
});

/** A connection on which a request is begun, and what comes back on it. */
const begun = (port: number, head: string) => {
  const socket = connect(port, '127.0.0.1');
  const answered = new Promise<string>((resolve, reject) => {
    let text = '';
    socket.on('data', (bytes) => {
      text += bytes;
    });
    socket.on('close', () => resolve(text));
    socket.on('error', reject);
  });
  socket.write(`${head}\r\nHost: x\r\nAuthorization: Bearer token-user\r\nContent-Length: 1000\r\n\r\nsome`);
  return { socket, answered };
};

test('a body that does not come is given up: soon, but a file only when nothing of it comes any more', async ({
  running,
}) => {
  const { clock, port } = running;
  const isBegun = async (count: number) => {
    while (clock.pending() < count) await new Promise(setImmediate);
  };
  const json = begun(port, 'POST /api/v1/issues HTTP/1.1\r\nContent-Type: application/json');
  await isBegun(1);
  clock.advance(30_000);
  assert.match(await soon('an answer', json.answered), /^HTTP\/1\.1 400 [\s\S]*did not arrive in time/);

  const file = begun(port, 'POST /api/v1/attachments?name=a HTTP/1.1');
  await isBegun(2);
  const before = clock.pending();
  file.socket.write('more');
  await new Promise(setImmediate);
  let isOver = false;
  void file.answered.then(() => {
    isOver = true;
  });
  clock.advance(29_999);
  assert.ok(!isOver && clock.pending() === before, 'it waits');
  clock.advance(60_001);
  assert.match(await soon('an answer', file.answered), /^HTTP\/1\.1 400 [\s\S]*did not arrive in time/);
});

test.run();
