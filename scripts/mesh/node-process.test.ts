import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { startCommand } from './node-process.ts';

const test = suite('a node as a process');

test('the command to start it again can be pasted into a shell', () => {
  const command = startCommand({
    region: 'South East',
    port: 8_001,
    p2pPort: 9_001,
    dataDir: "/home/o'brien/mesh/south-east",
    secretFile: '/tmp/mesh-secret',
    peer: '/ip4/127.0.0.1/tcp/9000',
    isDemo: true,
    adminEmail: 'admin@south-east.example',
    adminPassword: 'not-in-a-command-line',
  });
  assert.match(command, /^npx grapevine start --region 'South East' --port 8001 /);
  assert.ok(command.includes("--data '/home/o'\\''brien/mesh/south-east' --mesh-secret /tmp/mesh-secret "));
  assert.not.match(command, /not-in-a-command-line/);
});

test.run();
