import { readFile } from 'node:fs/promises';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { offer } from './offer.ts';

// Chromium tells a file's type by its ending.
const TYPES: Record<string, string> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.webp': 'image/webp',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.wav': 'audio/wav',
  '.mp3': 'audio/mpeg',
  '.txt': 'text/plain',
};

async function file(url: URL): Promise<Response> {
  const path = fileURLToPath(url);
  const bytes = await readFile(path).catch(() => null);
  if (bytes === null) throw new Error('net::ERR_FILE_NOT_FOUND');
  const type = TYPES[extname(path).toLowerCase()];
  return new Response(bytes, type === undefined ? {} : { headers: { 'content-type': type } });
}

/** See https://www.electronjs.org/docs/latest/api/net; files and this computer's servers can be fetched. */
export const net = offer<Electron.Net, 'fetch' | 'isOnline' | 'online'>(
  'net',
  {
    online: true,
    isOnline: () => true,
    async fetch(input, init) {
      const url = new URL(typeof input === 'string' ? input : input.url);
      if (url.protocol === 'file:') return file(url);
      if (['127.0.0.1', 'localhost', '[::1]'].includes(url.hostname)) return fetch(input, init);
      throw new Error('net::ERR_INTERNET_DISCONNECTED');
    },
  },
  ['fetch', 'isOnline', 'online'],
);
