import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { runScript } from '../support/command.ts';
import { ask, portOf } from '../support/http.ts';
import { signedCheckIn } from '../support/messages.ts';
import { temporaryFolder, testLog } from '../support/station.ts';
import { leakFinder } from '../support/written/find-leaks.ts';
import { readTrace, TRACE_FOLDER } from '../support/written/trace.ts';

const NAME = 'Wolfeschlegelsteinhausen';
const SECRET = 'a-secret-that-nobody-else-has';

let folder: ReturnType<typeof temporaryFolder>;
let given: string | undefined;
/** What is found in what was recorded meanwhile, as the last test finds it. */
const found = (): string[] => {
  const { known, written } = readTrace(folder.path);
  const find = leakFinder(known);
  return written.flatMap(({ source, text }) => find(source, text).map((leak) => `${leak.found} in ${source}`));
};

beforeEach(() => {
  given = process.env[TRACE_FOLDER];
  folder = temporaryFolder();
  process.env[TRACE_FOLDER] = folder.path;
  signedCheckIn({ ownerFirstName: NAME, secret: SECRET });
});

afterEach(() => {
  process.env[TRACE_FOLDER] = given;
  folder.dispose();
});

describe('a name that a test has made up is found', () => {
  test('in what a program says', async () => {
    await runScript('-e', [`process.stdout.write('${NAME}\\n'); process.stderr.write('no end of line: ${NAME}')`]);
    expect(found()).toEqual([`${NAME} in output`, `${NAME} in output`]);
  });

  test('in what a station logs, also where it was told to say more', () => {
    const logged: string[] = [];
    testLog(logged).info(NAME);
    testLog(logged).debug({ NAME });
    expect(found()).toEqual([`${NAME} in log`, `${NAME} in log`]);
    expect(logged).toHaveLength(1);
  });

  test('in a file of a folder that goes', () => {
    const data = temporaryFolder();
    mkdirSync(join(data.path, 'logs'));
    writeFileSync(join(data.path, 'logs/station.log'), `{"msg":"${NAME}"}\n`);
    data.dispose();
    expect(found()).toEqual([`${NAME} in file`]);
  });

  test('in an answer that says that something went wrong, and not in what was asked for', async () => {
    const server = createServer((request, response) => {
      response.statusCode = request.url === '/wrong' ? 500 : 200;
      response.end(`${request.url} ${NAME}`);
    }).listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const address = server.address();
    const origin = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`;
    for (const path of ['/right', '/wrong']) {
      await ask(portOf(origin), { path });
      await (await fetch(`${origin}${path}`)).text();
    }
    await expect.poll(found).toEqual([`${NAME} in answer`]);
    await new Promise((resolve) => server.close(resolve));
  });
});

test('the app secrets and the keys of a station are found, once one is given them', async () => {
  const data = temporaryFolder();
  const keys = { callbackKey: 'the-callback-key-of-nobody-else', boardToken: 'the-board-token-of-nobody-else' };
  writeFileSync(
    join(data.path, 'secrets.json'),
    JSON.stringify({ ...keys, appSecret: 'the-app-secret-of-nobody-else' }),
  );
  writeFileSync(
    join(data.path, 'other.json'),
    JSON.stringify({ ...keys, more: ['the-app-secret-of-nobody-else', SECRET] }),
  );
  data.dispose();
  expect(found().sort()).toEqual([
    'a-secret-that-nobody-else-has in file',
    'the-app-secret-of-nobody-else in file',
    'the-board-token-of-nobody-else in file',
    'the-callback-key-of-nobody-else in file',
  ]);
});
