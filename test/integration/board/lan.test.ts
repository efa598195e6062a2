import { once } from 'node:events';
import { createServer } from 'node:http';
import { connect, type Socket } from 'node:net';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { NetworkInterfaces } from '../../../electron/station/board/lan-addresses.ts';
import { ask, portOf } from '../../support/http.ts';
import { pair, sendCode } from '../../support/pair.ts';
import { type StationParts, startTestStation, type TestStation, TOKEN } from '../../support/station.ts';

const bearer = { authorization: `Bearer ${TOKEN}` };
/** They play the shop's own network: loopback too, but no address that the board listens on by itself. */
const [CABLE, WIFI] = ['127.0.0.2', '127.0.0.3'];

const v4 = (address: string) => [{ address, family: 'IPv4' as const, internal: false }];

/** A station on a PC whose network the test changes; it is looked at every few milliseconds. */
async function stationInNetwork(interfaces: NetworkInterfaces, parts: StationParts = {}) {
  const network = { interfaces };
  const station = await startTestStation({
    network: { interfaces: () => network.interfaces, lookEveryMs: 20 },
    ...parts,
  });
  onTestFinished(() => station.dispose());
  return { station, network, port: portOf(station.board) };
}

/** The status under which an address answers; null when nothing listens there. */
const statusAt = (address: string, port: number, host = `${address}:${port}`): Promise<number | null> =>
  ask(port, { address, path: '/rpc/status', headers: { ...bearer, host } }).then(
    ({ status }) => status,
    () => null,
  );
const eventually = <T>(read: () => T | Promise<T>) => expect.poll(read, { timeout: 5_000, interval: 10 });
const openIt = (station: TestStation, isOpen = true) => station.client.settings.set({ lan: { isOpen } });

describe('the board in the network', () => {
  test('is closed until somebody opens it, and then answers at every address of the PC but not on the receiver', async () => {
    const { station, port } = await stationInNetwork({
      eth0: v4(CABLE),
      wlan0: v4(WIFI),
      lo: [{ address: '127.0.0.9', family: 'IPv4', internal: true }],
    });
    expect(await station.client.lan.state()).toEqual({ isOpen: false, by: 'setting', addresses: [] });
    expect(await statusAt(CABLE, port)).toBeNull();

    await openIt(station);
    await eventually(() => station.client.lan.state()).toEqual({
      isOpen: true,
      by: 'setting',
      addresses: [CABLE, WIFI].map((address) => ({ address: `http://${address}:${port}`, problem: null })),
    });
    expect([await statusAt(CABLE, port), await statusAt(WIFI, port), await statusAt('127.0.0.9', port)]).toEqual([
      200,
      200,
      null,
    ]);
    expect(await statusAt(CABLE, portOf(station.callback))).toBeNull();
    expect((await ask(port, { address: CABLE, path: '/rpc/status' })).status).toBe(401);
  });

  test('goes with the addresses: a new one is opened, one that is gone is closed, by themselves', async () => {
    const { station, network, port } = await stationInNetwork({ eth0: v4(CABLE) });
    await openIt(station);
    await eventually(() => statusAt(CABLE, port)).toBe(200);
    network.interfaces = { wlan0: v4(WIFI) };
    await eventually(() => statusAt(WIFI, port)).toBe(200);
    expect(await statusAt(CABLE, port)).toBeNull();
    expect((await station.client.lan.state()).addresses).toEqual([
      { address: `http://${WIFI}:${port}`, problem: null },
    ]);
  });

  test('lets a screen in, and keeps those that are open, while somebody in it holds hundreds of connections', async () => {
    const { station, port } = await stationInNetwork({ eth0: v4(CABLE) });
    await openIt(station);
    await eventually(() => statusAt(CABLE, port)).toBe(200);
    const watching = await fetch(`http://${CABLE}:${port}/rpc/board/watch`, { method: 'POST', headers: bearer });
    const held: Socket[] = [];
    for (let n = 0; n < 300; n += 1) {
      const socket = connect(port, CABLE);
      socket.on('error', () => {}).resume();
      await once(socket, 'connect');
      held.push(socket);
    }
    expect(await statusAt(CABLE, port)).toBe(200);
    await eventually(() => held.filter(({ closed }) => closed).length).toBeGreaterThan(140);
    const reader = watching.body?.getReader();
    expect((await reader?.read())?.done).toBe(false);
    await reader?.cancel();
    for (const socket of held) socket.destroy();
  });

  test('is closed at once: its connections end, and those of this PC go on', async () => {
    const { station, port } = await stationInNetwork({ eth0: v4(CABLE) });
    await openIt(station);
    await eventually(() => statusAt(CABLE, port)).toBe(200);
    const here = (await station.client.board.watch())[Symbol.asyncIterator]();
    await here.next();
    const idle = connect(port, CABLE);
    await once(idle, 'connect');
    const there = await fetch(`http://${CABLE}:${port}/rpc/board/watch`, { method: 'POST', headers: bearer });
    const [ended, idleEnded] = [
      there.text().then(
        () => 'ended',
        () => 'ended',
      ),
      once(idle, 'close'),
    ];

    const closedAt = performance.now();
    await openIt(station, false);
    await Promise.all([ended, idleEnded]);
    expect(performance.now() - closedAt).toBeLessThan(1_000);
    expect(await statusAt(CABLE, port)).toBeNull();
    expect((await here.next()).value).toMatchObject({ type: 'settings', settings: { lan: { isOpen: false } } });
    await here.return?.();
  });

  test('can be closed from the network itself, which still gets the answer', async () => {
    const { station, port } = await stationInNetwork({ eth0: v4(CABLE) });
    await openIt(station);
    await eventually(() => statusAt(CABLE, port)).toBe(200);
    const answer = await ask(port, {
      address: CABLE,
      method: 'POST',
      path: '/rpc/settings/set',
      headers: { ...bearer, host: `${CABLE}:${port}`, 'content-type': 'application/json' },
      body: '{"json":{"lan":{"isOpen":false}}}',
    });
    expect(answer.status).toBe(200);
    await eventually(() => statusAt(CABLE, port)).toBeNull();
  });

  test('is open again after a restart, until it is closed', async () => {
    const { station, port } = await stationInNetwork({ eth0: v4(CABLE) });
    await openIt(station);
    await eventually(() => statusAt(CABLE, port)).toBe(200);
    await station.stop();
    expect(await statusAt(CABLE, port)).toBeNull();
    const { port: again } = await stationInNetwork({ eth0: v4(CABLE) }, { dataFolder: station.dataFolder });
    expect(await statusAt(CABLE, again)).toBe(200);
  });

  test('says why it cannot be reached at an address, works at the others, and at this one as soon as it can', async () => {
    const { station, port } = await stationInNetwork({ eth0: v4(CABLE), wlan0: v4(WIFI) });
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(port, CABLE, resolve));
    onTestFinished(() => void other.close());
    await openIt(station);
    await eventually(async () => (await station.client.lan.state()).addresses).toEqual([
      { address: `http://${CABLE}:${port}`, problem: 'in-use' },
      { address: `http://${WIFI}:${port}`, problem: null },
    ]);
    expect(await statusAt(WIFI, port)).toBe(200);
    expect(station.logged.filter((line) => line.includes('could not be opened'))).toHaveLength(1);
    other.close();
    await eventually(() => statusAt(CABLE, port)).toBe(200);
  });

  test('passes an address over that is gone before it could be opened', async () => {
    const { station } = await stationInNetwork({ gone: v4('203.0.113.77'), eth0: v4(CABLE) });
    await openIt(station);
    await eventually(async () =>
      (await station.client.lan.state()).addresses.map(({ address }) => new URL(address).hostname),
    ).toEqual([CABLE]);
  });
});

describe('asked for by a name', () => {
  test('it answers to the addresses that it listens on at that moment, and to no other name', async () => {
    const { station, network, port } = await stationInNetwork({ eth0: v4(CABLE) });
    expect(await statusAt('127.0.0.1', port, `${CABLE}:${port}`)).toBe(421);
    await openIt(station);
    await eventually(() => statusAt(CABLE, port)).toBe(200);
    for (const name of [
      `${WIFI}:${port}`,
      `board.test:${port}`,
      `rebound.example.com:${port}`,
      CABLE,
      `${CABLE}:${port + 1}`,
    ]) {
      expect([name, await statusAt(CABLE, port, name)]).toEqual([name, 421]);
    }
    network.interfaces = { wlan0: v4(WIFI) };
    await eventually(() => statusAt(WIFI, port)).toBe(200);
    expect(await statusAt(WIFI, port, `${CABLE}:${port}`)).toBe(421);
    await openIt(station, false);
    await eventually(() => statusAt('127.0.0.1', port, `${WIFI}:${port}`)).toBe(421);
  });

  test.each(['0.0.0.0', '::'])('on all addresses (%s) it knows those of this PC at that moment', async (host) => {
    const { network, port, station } = await stationInNetwork({ eth0: v4(CABLE) }, { host });
    expect(await statusAt('127.0.0.1', port, `${CABLE}:${port}`)).toBe(200);
    expect(await statusAt('127.0.0.1', port, `${host === '::' ? '[::]' : host}:${port}`)).toBe(421);
    network.interfaces = { eth0: v4(WIFI) };
    await eventually(() => statusAt('127.0.0.1', port, `${WIFI}:${port}`)).toBe(200);
    expect(await statusAt('127.0.0.1', port, `${CABLE}:${port}`)).toBe(421);
    await openIt(station, false);
    expect(await station.client.lan.state()).toEqual({
      isOpen: true,
      by: 'option',
      addresses: [{ address: `http://${WIFI}:${port}`, problem: null }],
    });
  });
});

test('an invite names a link for each address at which the board can be reached, and its code pairs there', async () => {
  const { station, port } = await stationInNetwork({ eth0: v4(CABLE), wlan0: v4(WIFI) });
  expect((await station.client.devices.invite({ role: 'desk', name: 'Early' })).links).toEqual([]);
  await openIt(station);
  await eventually(() => statusAt(WIFI, port)).toBe(200);
  const { code, links } = await station.client.devices.invite({ role: 'desk', name: 'Reception' });
  expect(links).toEqual([CABLE, WIFI].map((address) => `http://${address}:${port}/pair?code=${code}`));
  const page = await ask(port, { address: WIFI, path: `/pair?code=${code}`, headers: { host: `${WIFI}:${port}` } });
  expect(page.body).toContain(`value="${code}"`);
  expect((await sendCode({ board: `http://${CABLE}:${port}` }, code)).status).toBe(200);
});

test('a device that is removed is cut off in the network as well', async () => {
  const { station, port } = await stationInNetwork({ eth0: v4(CABLE) });
  await openIt(station);
  await eventually(() => statusAt(CABLE, port)).toBe(200);
  const desk = await pair(station, 'desk');
  const headers = { cookie: desk.cookie };
  const there = await fetch(`http://${CABLE}:${port}/rpc/board/watch`, { method: 'POST', headers });
  expect(there.status).toBe(200);
  const ended = there.text();
  await station.client.devices.revoke({ id: desk.id });
  expect(await ended).toContain('snapshot');
  expect((await ask(port, { address: CABLE, headers: { ...headers, host: `${CABLE}:${port}` } })).status).toBe(401);
});
