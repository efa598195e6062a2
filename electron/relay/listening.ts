import type { AddressInfo, Server } from 'node:net';
import { codeOf } from '../station/json-file.ts';
import { addressOf } from '../station/listening.ts';
import { UserError } from '../station/user-error.ts';

/** Where a server is to listen; `member` is where in `relay.json` its port stands. */
export type Place = { host: string; port: number; member: string };

/** Has a server listen by `start`, and answers its address. Rejects with {@link UserError}. */
export async function listening(server: Server, start: () => Promise<unknown>, place: Place): Promise<string> {
  try {
    await start();
  } catch (error) {
    throw new UserError(sentenceFor(place, codeOf(error)));
  }
  return addressOf(place.host, (server.address() as AddressInfo).port);
}

function sentenceFor({ host, port, member }: Place, code: string): string {
  switch (code) {
    case 'EADDRINUSE':
      return `Port ${port} is already in use. End the other program or choose another "${member}" in relay.json.`;
    case 'EACCES':
      return `Port ${port} needs more rights than the relay has. Choose a "${member}" above 1023 in relay.json.`;
    default:
      return `The address ${host} cannot be listened on (${code}). Choose one of this machine in relay.json.`;
  }
}
