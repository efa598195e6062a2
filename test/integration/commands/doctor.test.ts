import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { exitCodeOf } from '../../../electron/headless-doctor.ts';
import { readPlainSecrets } from '../../../electron/station/secrets.ts';
import { DoctorCheck } from '../../../shared/doctor.ts';
import { type Ended, HEADLESS, runScript, sentences } from '../../support/command.ts';
import { SECRET, signedCheckIn } from '../../support/messages.ts';
import { endStation, type SpawnedStation, spawnStation, temporaryFolder, waysToUse } from '../../support/station.ts';

const PERSON = { plate: 'DOC 911', ownerFirstName: 'Annabel' };
/** What a check-in of the tests says of its owner besides. */
const OWNER = ['Okafor', '07700900123'];

let folder: ReturnType<typeof temporaryFolder>;
let station: SpawnedStation;
beforeAll(async () => {
  folder = temporaryFolder();
  station = await spawnStation(folder.path);
});
afterAll(async () => {
  await endStation(station.process);
  folder.dispose();
});

const doctor = (path: string, ...more: string[]): Promise<Ended> =>
  runScript(HEADLESS, ['--doctor', '--data', path, ...more]);
const checksOf = ({ stdout }: Ended): DoctorCheck[] => z.array(DoctorCheck).parse(JSON.parse(stdout));
const stateOf = (checks: readonly DoctorCheck[], id: DoctorCheck['id']) => checks.find((check) => check.id === id);

describe('--doctor', () => {
  test('asks the station that runs, and tells nothing that is secret or of a person', async () => {
    const { client, post } = waysToUse(station.ready.callback, station.ready.api, station.ready.token);
    expect((await post(signedCheckIn(PERSON).body)).status).toBe(200);
    await client.settings.set({
      reach: { ...(await client.settings.get()).reach, way: 'own-address', address: 'http://shop.invalid' },
    });
    const [text, json] = await Promise.all([doctor(folder.path), doctor(folder.path, '--json')]);
    const checks = checksOf(json);
    expect(stateOf(checks, 'station')).toMatchObject({ state: 'ok', what: 'station-runs' });
    expect(stateOf(checks, 'secret')).toMatchObject({ state: 'ok' });
    expect(stateOf(checks, 'port')).toMatchObject({ state: 'ok', what: 'port-open' });
    expect(stateOf(checks, 'start')).toMatchObject({ state: 'warning', what: 'start-by-hand' });
    expect(await client.doctor.run()).toHaveLength(checks.length);
    expect([text.code, json.code]).toEqual([exitCodeOf(checks), exitCodeOf(checks)]);
    expect(text.stdout).toContain('[OK] Port: Port');
    const secrets = readPlainSecrets(folder.path);
    const hidden = [SECRET, secrets?.callbackKey, secrets?.boardToken, 'shop.invalid', folder.path];
    for (const word of [...hidden, ...OWNER, ...Object.values(PERSON)]) {
      for (const { stdout, stderr } of [text, json]) expect(stdout + stderr).not.toContain(word);
    }
  });

  test('after a station that was killed says that nothing is received; so it does where there was none, and makes nothing', async () => {
    await endStation(station.process, 'SIGKILL');
    const killed = await doctor(folder.path, '--json');
    expect([killed.code, stateOf(checksOf(killed), 'station')?.what]).toEqual([2, 'station-silent']);
    const empty = join(folder.path, 'empty');
    mkdirSync(empty);
    const off = await doctor(empty);
    expect([off.code, sentences(off.stderr)]).toEqual([2, []]);
    expect(off.stdout).toContain('[Problem] Station: It does not run');
    expect(readdirSync(empty)).toEqual([]);
    writeFileSync(join(empty, 'secrets.json'), '{');
    const kept = await doctor(empty);
    expect([kept.code, sentences(kept.stderr)]).toEqual([
      2,
      [expect.stringContaining('secrets.json is not valid JSON')],
    ]);
  });

  test('says that the desktop app has to be asked where that protects the secrets, and no service is made of them', async () => {
    const protectedFolder = join(folder.path, 'protected');
    mkdirSync(protectedFolder);
    writeFileSync(join(protectedFolder, 'secrets.safe'), 'x');
    expect(stateOf(checksOf(await doctor(protectedFolder, '--json')), 'secret')).toMatchObject({
      state: 'unknown',
      remedy: 'secret-kept-elsewhere',
    });
    const refused = await runScript(HEADLESS, ['--install-service', '--data', protectedFolder]);
    expect([refused.code, sentences(refused.stderr)]).toEqual([
      1,
      [expect.stringContaining('protected by the desktop app')],
    ]);
    expect(readdirSync(protectedFolder)).toEqual(['secrets.safe']);
  });

  test.each<[('ok' | 'unknown' | 'warning' | 'problem')[], number]>([
    [['ok', 'unknown'], 0],
    [['ok', 'warning'], 1],
    [['warning', 'problem', 'ok'], 2],
  ])('ends, for %j, with %i', (states, code) => {
    expect(exitCodeOf(states.map((state) => ({ state })))).toBe(code);
  });
});

test('the service is not installed beside a station that runs, and changes nothing then', async () => {
  const own = temporaryFolder();
  const running = await spawnStation(own.path);
  const home = join(own.path, 'home');
  mkdirSync(home);
  const { code, stderr } = await runScript(HEADLESS, ['--install-service', '--data', own.path], {
    env: { HOME: home },
  });
  expect(code).toBe(1);
  expect(sentences(stderr)).toEqual([expect.stringMatching(/^A station runs with the data folder .* Stop it first/)]);
  expect([readdirSync(home), readdirSync(own.path).includes('service.env')]).toEqual([[], false]);
  await endStation(running.process);
  own.dispose();
});
