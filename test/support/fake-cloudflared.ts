import { chmodSync, writeFileSync } from 'node:fs';
import { createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** A program that says what `cloudflared` says, when the test tells it to. */
export type FakeCloudflared = {
  path: string;
  /** Each start of it: its arguments and the token that it found in its environment. */
  starts: { args: string[]; token: string | null }[];
  /** How many of it run. */
  running: () => number;
  /** Has the newest one write this line to its log, or end. */
  tell: (said: string) => void;
  close: () => Promise<void>;
};

export const CONNECTED =
  '2026-03-03T09:00:00Z INF Registered tunnel connection connIndex=0 connection=7f2c event=0 ip=198.41.192.7 location=lhr10 protocol=quic';
export const DISCONNECTED =
  '2026-03-03T09:00:05Z ERR Serve tunnel error error="timeout: no recent network activity" connIndex=0 event=0 ip=198.41.192.7';

/** Writes it into a folder. It connects back here, says what it was started with, and then does as it is told. */
export async function fakeCloudflared(folder: string, version = '2026.2.1'): Promise<FakeCloudflared> {
  const starts: FakeCloudflared['starts'] = [];
  const open: Socket[] = [];
  const server = createServer((socket) => {
    open.push(socket);
    socket.on('error', () => {}).once('close', () => open.splice(open.indexOf(socket), 1));
    createInterface({ input: socket }).once('line', (line) => starts.push(JSON.parse(line)));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const path = join(folder, 'cloudflared');
  writeFileSync(
    path,
    `#!${process.execPath}
const args = process.argv.slice(2);
if (args[0] === '--version') {
  console.log('cloudflared version ${version} (built 2026-02-11-1021 UTC)');
} else {
  const socket = require('node:net').connect(${port}, '127.0.0.1');
  socket.write(JSON.stringify({ args, token: process.env.TUNNEL_TOKEN ?? null }) + '\\n');
  socket.on('close', () => process.exit(0));
  require('node:readline').createInterface({ input: socket }).on('line', (line) => {
    if (line === 'end') process.exit(1);
    process.stderr.write(line + '\\n');
  });
}
`,
  );
  chmodSync(path, 0o755);
  return {
    path,
    starts,
    running: () => open.length,
    tell: (said) => open.at(-1)?.write(`${said}\n`),
    close: () =>
      new Promise((resolve) => {
        for (const socket of open) socket.destroy();
        server.close(() => resolve());
      }),
  };
}
