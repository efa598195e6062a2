import { expect, test } from 'vitest';
import { startTestStation, temporaryFolder } from '../support/station.ts';
import { leakFinder } from '../support/written/find-leaks.ts';
import { noteSecret } from '../support/written/note-private.ts';
import { readTrace, TRACE_FOLDER } from '../support/written/trace.ts';
import { makeKnown, oneBrowser } from './desk.ts';

const browser = oneBrowser();
const SECRET = 'a-secret-that-a-page-shows';

test('a secret on a page, in its fields or its console is found in the end, and so is the key in its cookie', async () => {
  const folder = temporaryFolder();
  const given = process.env[TRACE_FOLDER];
  const station = await startTestStation();
  process.env[TRACE_FOLDER] = folder.path;
  try {
    noteSecret(SECRET);
    const context = await browser().newContext();
    const page = await context.newPage();
    await makeKnown(page, station);
    const [cookie] = await context.cookies();
    await page.goto(new URL('/pair', station.board).href);
    await page.setContent(`<p>${SECRET}</p>`);
    await Promise.all([page.waitForEvent('console'), page.evaluate(`console.warn('said: ${SECRET}')`)]);
    await context.close();

    const other = await browser().newContext();
    const form = await other.newPage();
    await form.setContent('<input>');
    await form.locator('input').fill(SECRET);
    await other.close();

    const { known, written } = readTrace(folder.path);
    const find = leakFinder(known);
    const found = written.flatMap(({ source, text }) => find(source, text).map((leak) => `${leak.found} in ${source}`));
    expect(found.sort()).toEqual([`${SECRET} in console`, `${SECRET} in page`, `${SECRET} in page`]);
    expect(known.secret).toContain(cookie?.value);
  } finally {
    if (given === undefined) delete process.env[TRACE_FOLDER];
    else process.env[TRACE_FOLDER] = given;
    await station.dispose();
    folder.dispose();
  }
});
