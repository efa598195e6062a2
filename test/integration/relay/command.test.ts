import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readJoinText } from '../../../shared/relay-join.ts';
import { runScript, sentences } from '../../support/command.ts';
import { natsUser } from '../../support/nats-server.ts';
import { RELAY, relayConfig, spawnRelay } from '../../support/relay.ts';
import { temporaryFolder } from '../../support/station.ts';

const NO_BROKER = ['nats://127.0.0.1:1'];

test('the relay does not start on a port that another program holds, and says what to do in one sentence', async () => {
  const holder = createServer().listen(0, '127.0.0.1');
  await once(holder, 'listening');
  const { port } = holder.address() as AddressInfo;
  const folder = temporaryFolder('logs');
  const file = join(folder.path, 'relay.json');
  writeFileSync(file, JSON.stringify({ ...relayConfig(NO_BROKER, natsUser()), adminPort: port }), { mode: 0o600 });
  const { code, stdout, stderr } = await runScript(RELAY, ['--config', file]);
  expect(sentences(stderr)).toEqual([
    `Port ${port} is already in use. End the other program or choose another "adminPort" in relay.json.`,
  ]);
  expect([code, stdout]).toEqual([1, '']);
  holder.close();
  folder.dispose();
});

test('the set-up is one command, which says what to enter where, and of which the help tells', async () => {
  const folder = temporaryFolder();
  const secret = 'app-secret-of-a-relay-under-test';
  const { code, stdout, stderr } = await runScript(
    RELAY,
    ['--init', '--folder', join(folder.path, 'relay'), '--brand', 'acme', '--desk', 'north=84'],
    { env: { FORECOURT_APP_SECRET: secret } },
  );
  expect([code, stderr]).toEqual([0, '']);
  const text = /forecourt-relay-1:\S+/.exec(stdout)?.[0] ?? '';
  expect(readJoinText(text)).toMatchObject({ brand: 'acme', desk: 'north', shops: ['84'] });
  expect(stdout).not.toContain(secret);
  expect((await runScript(RELAY, ['--help'])).stdout).toMatch(/--config FILE[\s\S]*--init [\s\S]*--desk NAME=SHOP/);
  const wrong = await runScript(RELAY, ['--init', '--folder', join(folder.path, 'relay'), '--desk', 'North=84']);
  expect([wrong.code, sentences(wrong.stderr).length]).toEqual([1, 1]);
  folder.dispose();
});

// Windows knows no such signal.
test.skipIf(process.platform === 'win32')(
  'a relay that has never had a broker ends in order when it is asked to',
  async () => {
    const relay = await spawnRelay(relayConfig(NO_BROKER, natsUser()));
    expect(await relay.health()).toBe(503);
    const exited = once(relay.child, 'exit');
    relay.child.kill('SIGTERM');
    expect(await exited).toEqual([0, null]);
  },
);
