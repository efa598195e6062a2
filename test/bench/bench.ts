import { fork } from 'node:child_process';
import { load } from './load.ts';

const SECRET = '84336629F874E793035255E12E88DAE87556274D860432BBB21A93951B9F98E';
const start = (name: string) =>
  new Promise<{ child: ReturnType<typeof fork>; ready: { callback: string } }>((res) => {
    const child = fork(new URL('./target.js', import.meta.url), [name], {
      env: { ...process.env, FORECOURT_APP_SECRET: SECRET },
    });
    child.once('message', (ready) => res({ child, ready: ready as never }));
  });
const targets = [] as { name: string; child: ReturnType<typeof fork>; ready: { callback: string } }[];
for (const n of ['bare', 'batched', 'per-request']) targets.push({ name: n, ...(await start(n)) });
for (let i = 0; i < 2; i++)
  for (const t of targets) console.log(t.name, await load(t.ready.callback, SECRET, { seconds: 3 }));
for (const t of targets) t.child.kill();
