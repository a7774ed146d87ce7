import { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { Device } from '../schemas/sessions.ts';
import { deviceOf } from './device.ts';

const test = suite('device');

const of = (agent: string | undefined): Device => {
  const request = new IncomingMessage(new Socket());
  if (agent !== undefined) request.headers['user-agent'] = agent;
  return deviceOf(request);
};

test('browsers are known by the names they give themselves, programs by theirs', () => {
  const firefox = 'Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0';
  const safari =
    'Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1';
  assert.equal(of(firefox), { browser: 'Firefox', system: 'Linux' });
  assert.equal(of(safari), { browser: 'Safari', system: 'iOS' });
  assert.equal(of('curl/8.5.0'), { browser: 'curl' });
});

test('nonsense, and what is very long, makes no trouble', () => {
  assert.equal([of(undefined), of('')], [{}, {}]);
  for (const agent of ['x'.repeat(100_000), '(((((('.repeat(5_000), ' ; / ; ']) Device.parse(of(agent));
});

test.run();
