/** There is not always a Docker engine to try it with: what can be wrong in the files is checked by reading them. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { parse } from 'yaml';
import { z } from 'zod';
import { settings } from '../node/config.ts';
import { settle } from '../node/settle.ts';

const test = suite('docker compose');
const root = fileURLToPath(new URL('..', import.meta.url));
const read = (file: string) => readFileSync(join(root, file), 'utf8');

const Service = z.looseObject({
  image: z.string(),
  environment: z.record(z.string(), z.string()).default({}),
  ports: z.array(z.string()).default([]),
  volumes: z.array(z.string()).default([]),
  healthcheck: z.looseObject({ test: z.array(z.string()).optional() }),
  depends_on: z.record(z.string(), z.object({ condition: z.string() })).default({}),
  command: z.array(z.string()).optional(),
});
const Compose = z.looseObject({
  services: z.record(z.string(), Service),
  volumes: z.record(z.string(), z.unknown()),
});

const compose = Compose.parse(parse(read('docker-compose.yml'), { merge: true }));
const regions = ['north', 'south', 'east', 'west'];
const serviceOf = (name: string) => {
  const service = compose.services[name];
  assert.ok(service, `no service ${name}`);
  return service;
};

/** What the image sets, which the compose file adds to. */
const imageEnvironment = Object.fromEntries(
  [...read('Dockerfile').matchAll(/\b(GRAPEVINE_[A-Z0-9_]+)=(\S+)/g)].map(([, name, value]) => [name, value]),
);

test('four regions with settings that a node accepts, each with its own ports and MongoDB', () => {
  const settled = regions.map((name) => {
    const { environment } = serviceOf(name);
    const { config, warnings } = settle({ flags: {}, environment: { ...imageEnvironment, ...environment } });
    assert.equal(warnings, []);
    return config;
  });
  assert.equal(
    settled.map(({ region, port, publicUrl }) => [region, port, publicUrl]),
    [
      ['North', 8_000, 'http://localhost:8000'],
      ['South', 8_001, 'http://localhost:8001'],
      ['East', 8_002, 'http://localhost:8002'],
      ['West', 8_003, 'http://localhost:8003'],
    ],
  );
  for (const [at, name] of regions.entries()) {
    const config = settled[at];
    assert.is(config?.store, `mongodb://mongo-${name}:27017/grapevine?replicaSet=rs0`);
    assert.equal(config?.announce, [`/dns4/${name}/tcp/9000`]);
    assert.equal(config?.peers, name === 'north' ? [] : ['/dns4/north/tcp/9000']);
    assert.equal(serviceOf(name).ports, [`${config?.port}:${config?.port}`]);
    assert.is(config?.host, '0.0.0.0');
    assert.is(config?.meshSecretFile, '/mesh/mesh-secret');
  }
});

test('every name of a setting, in both files, exists', () => {
  const known = new Set(settings.map((setting) => setting.environment));
  const used = [...`${read('docker-compose.yml')}${read('Dockerfile')}`.matchAll(/GRAPEVINE_[A-Z0-9_]+/g)];
  assert.ok(used.length > 20);
  for (const [name] of used) assert.ok(known.has(name), `${name} is not a setting`);
});

test('each MongoDB is a replica set of its own, healthy once it takes writes', () => {
  for (const name of regions) {
    const mongo = serviceOf(`mongo-${name}`);
    assert.match(mongo.image, /^mongo:7/);
    assert.ok(mongo.command?.includes('--replSet'));
    const check = mongo.healthcheck.test?.join(' ') ?? '';
    assert.ok(
      check.includes(`rs.initiate({ _id: 'rs0', members: [{ _id: 0, host: 'mongo-${name}:27017' }] })`),
    );
    assert.ok(check.includes('isWritablePrimary'));
    assert.equal(serviceOf(name).depends_on[`mongo-${name}`], { condition: 'service_healthy' });
    assert.match(serviceOf(name).healthcheck.test?.join(' ') ?? '', /\/readyz/);
  }
});

test('what they keep is on named volumes, and no two regions share one but for the mesh secret', () => {
  const owners = new Map<string, string[]>();
  for (const [name, { volumes }] of Object.entries(compose.services)) {
    for (const volume of volumes) {
      const [source = ''] = volume.split(':');
      assert.ok(source in compose.volumes, `${source} is not declared`);
      owners.set(source, [...(owners.get(source) ?? []), name]);
    }
  }
  for (const [volume, names] of owners) assert.is(names.length, volume === 'mesh' ? 5 : 1, volume);
  assert.is(owners.size, 9);
});

test('depends_on names services that exist', () => {
  for (const { depends_on } of Object.values(compose.services)) {
    for (const name of Object.keys(depends_on)) assert.ok(name in compose.services, name);
  }
});

test('the image copies what exists, is not run by root, and checks its health', () => {
  const dockerfile = read('Dockerfile');
  const copied = [...dockerfile.matchAll(/^COPY (?!--from)(.+) \S+$/gm)].flatMap(([, names = '']) =>
    names.split(' '),
  );
  for (const name of copied) assert.ok(existsSync(join(root, name)), name);
  assert.match(dockerfile, /^USER node$/m);
  assert.match(dockerfile, /^HEALTHCHECK [\s\S]*\/readyz/m);
  assert.match(dockerfile, /npm ci --omit=dev/);
});

test.run();
