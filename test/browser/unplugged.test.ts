import { expect, onTestFinished, test } from 'vitest';
import { jpeg, send, startPhotoServer } from '../integration/photos/photo-server.ts';
import { startTestStation, temporaryFolder } from '../support/station.ts';
import { cardOf, checkIn, eventually, oneBrowser, openBoard, panelOf } from './desk.ts';

const browser = oneBrowser();
const VISITS = 3;
const PHOTOS = 4;

test('with the network unplugged, and the PC started again, every photo of every visit still shows', async () => {
  const folder = temporaryFolder();
  onTestFinished(folder.dispose);
  const names = Array.from({ length: VISITS * PHOTOS }, (_, name) => `/${name}.jpg`);
  const server = await startPhotoServer(
    Object.fromEntries(
      await Promise.all(
        names.map(async (name, index) => [name, send(await jpeg(800, 600, `hsl(${index * 30}, 60%, 40%)`))] as const),
      ),
    ),
  );
  const before = await startTestStation({ dataFolder: folder.path });
  await before.client.settings.set({ photos: { allowedHosts: ['127.0.0.1'] } });
  const ids: string[] = [];
  for (let visit = 0; visit < VISITS; visit++) {
    const images = names.slice(visit * PHOTOS, (visit + 1) * PHOTOS).map(server.at);
    const paintsInfo = [{ describe: 'Dent', images, position: 'sys_feature_0013_01', positionName: 'Wing' }];
    ids.push(await checkIn(before, { plate: `CAR ${visit}`, content: { preCheckInfo: { paintsInfo } } }));
  }
  const captured = async (id: string): Promise<number> =>
    (await before.client.checkIns.get({ id })).photos.flat().filter(({ state }) => state === 'captured').length;
  for (const id of ids) await eventually(() => captured(id)).toBe(PHOTOS);
  await before.dispose();
  await server.stop();

  let asked = 0;
  const unplugged = (): never => {
    asked += 1;
    throw new Error('the network is unplugged');
  };
  const after = await startTestStation({
    dataFolder: folder.path,
    photoNetwork: { resolve: async () => unplugged(), connect: unplugged, own: () => [] },
  });
  onTestFinished(after.dispose);
  const page = await openBoard(browser(), after);
  for (const id of ids) {
    const shown = (): Promise<number> =>
      panelOf(page)
        .locator('[data-photo-state="captured"] img')
        .evaluateAll((all) => all.filter((image) => (image as HTMLImageElement).naturalWidth > 0).length);
    await cardOf(page, id).getByRole('link').click();
    await eventually(shown).toBe(PHOTOS);
    await panelOf(page).locator('[data-photo-state="captured"]').first().click();
    const gallery = page.getByRole('dialog', { name: /^Photos of/ });
    for (let photo = 1; photo <= PHOTOS; photo++) {
      await gallery.getByText(`Photo ${photo} of ${PHOTOS}`).waitFor();
      const large = gallery.getByRole('img', { name: /^Photo \d/ });
      await eventually(() => large.evaluate((image) => (image as HTMLImageElement).naturalWidth)).toBe(800);
      await page.keyboard.press('ArrowRight');
    }
    await page.keyboard.press('Escape');
    await gallery.waitFor({ state: 'detached' });
    await page.keyboard.press('Escape');
    await panelOf(page).waitFor({ state: 'detached' });
  }
  expect(asked).toBe(0);
});
