import { UserError } from './user-error.ts';

/** The sentence for a listener that could not be started; `code` is the system's. */
export function notListening(what: 'receiver' | 'board', host: string, port: number, code: string): UserError {
  const flag = `--${what}-port`;
  switch (code) {
    case 'EADDRINUSE':
      return new UserError(
        `Port ${port} is already in use, so the ${what} cannot start. End the other program or choose another port with ${flag}.`,
      );
    case 'EACCES':
      return new UserError(`Port ${port} needs more rights than Forecourt has. Choose one above 1023 with ${flag}.`);
    default:
      return new UserError(`The address ${host} cannot be listened on (${code}). Choose one of this PC with --host.`);
  }
}

/** The address by which this PC itself reaches what listens on `host`. */
export function addressOf(host: string, port: number): string {
  const name = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host;
  return `http://${name.includes(':') ? `[${name}]` : name}:${port}`;
}
