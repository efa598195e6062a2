import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, globSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { OLDEST_NODE } from '../../../electron/node-version.ts';
import { runScript } from '../../support/command.ts';
import { RELAY } from '../../support/relay.ts';
import { temporaryFolder } from '../../support/station.ts';

const root = new URL('../../../', import.meta.url).pathname;
const read = (name: string): string => readFileSync(join(root, 'deploy/relay', name), 'utf8');

test.skipIf(!existsSync('/usr/bin/systemd-analyze'))('the unit is one that systemd takes', () => {
  const folder = temporaryFolder();
  const path = join(folder.path, 'forecourt-relay.service');
  const unit = read('forecourt-relay.service');
  expect(unit).toContain('/usr/bin/node ');
  writeFileSync(path, unit.replace('/usr/bin/node ', `${process.execPath} `));
  const { status, stderr } = spawnSync('systemd-analyze', ['verify', '--man=no', path], { encoding: 'utf8' });
  expect(stderr.split('\n').filter((line) => line.includes('forecourt'))).toEqual([]);
  expect(status).toBe(0);
  folder.dispose();
});

test('the image holds what the build has made, and no more of it than the relay needs to run', async () => {
  const dockerfile = read('Dockerfile');
  expect(dockerfile).toContain(`FROM node:${OLDEST_NODE}-`);
  const copies = [...dockerfile.matchAll(/^COPY (.+) \S+$/gm)].flatMap(([, sources = '']) => sources.split(' '));
  const files = copies.map((source) => globSync(source, { cwd: root }));
  expect(copies.length).toBeGreaterThan(3);
  for (const [index, found] of files.entries()) expect(found, copies[index]).not.toEqual([]);

  const folder = temporaryFolder();
  for (const name of files.flat()) cpSync(join(root, name), join(folder.path, name));
  const { code, stdout } = await runScript(join(folder.path, 'dist/electron/relay.js'), ['--help']);
  expect([code, stdout]).toEqual([0, expect.stringContaining('--config FILE')]);
  folder.dispose();
});

test('the bundle of the relay needs no native module', () => {
  const sources = globSync(`${RELAY.replace(/\.js$/, '')}{,-*}.js`).map((file) => readFileSync(file, 'utf8'));
  expect(sources.length).toBeGreaterThan(0);
  for (const source of sources) expect(source).not.toMatch(/from ["'](better-sqlite3|sharp|@ngrok\/ngrok)["']/);
});
