import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { temporaryFolder } from '../support/station.ts';
import { makePackages, runDist } from './package-made.ts';

const folder = temporaryFolder();
afterAll(() => folder.dispose());

describe('npm run dist', () => {
  test('writes the address of the feed where one is given', { timeout: 160_000 }, async () => {
    const out = join(folder.path, 'feed');
    const { x64 } = await makePackages(out, 'linux', { FORECOURT_UPDATE_URL: 'https://updates.example/forecourt' });
    const feed = readFileSync(join(x64.resources, 'app-update.yml'), 'utf8');
    expect(feed).toContain('provider: generic');
    expect(feed).toContain('url: https://updates.example/forecourt');
  });

  test('refuses a feed that could be changed on its way', async () => {
    const { code, stderr } = await runDist([], { FORECOURT_UPDATE_URL: 'http://updates.example/' });
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: 'Nothing was packed: FORECOURT_UPDATE_URL must be an address that begins with https://\n',
    });
  });

  test('says in one sentence that Electron could not be downloaded', { timeout: 160_000 }, async () => {
    // A port that nothing listens on, and no earlier download.
    const env = { ELECTRON_MIRROR: 'http://127.0.0.1:9/', XDG_CACHE_HOME: join(folder.path, 'cache') };
    const { code, stderr } = await runDist(['--dir', '--for', 'linux', '--out', join(folder.path, 'lost')], env);
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr:
        "Nothing was packed: Electron's files, or the tool of an installer, could not be downloaded (ECONNREFUSED).\n",
    });
  });
});
