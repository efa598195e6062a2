import { mkdirSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';

type Name = Parameters<Electron.App['getPath']>[0];

/** The folders of the app and of the user, as on Linux. */
export class AppPaths {
  readonly #set = new Map<string, string>();
  readonly #name: () => string;

  constructor(name: () => string) {
    this.#name = name;
  }

  get(name: Name): string {
    return this.#set.get(name) ?? this.#usual(name);
  }

  set(name: string, path: string): void {
    this.#set.set(name, path);
  }

  #usual(name: Name): string {
    const at = (...parts: string[]) => join(homedir(), ...parts);
    switch (name) {
      case 'home':
        return homedir();
      case 'appData':
        return process.env.XDG_CONFIG_HOME ?? at('.config');
      case 'userData':
        return join(this.get('appData'), this.#name());
      case 'sessionData':
        return this.get('userData');
      case 'logs':
        return join(this.get('userData'), 'logs');
      case 'temp':
        return tmpdir();
      case 'exe':
      case 'module':
        return process.execPath;
      case 'desktop':
        return at('Desktop');
      case 'documents':
        return at('Documents');
      case 'downloads':
        return at('Downloads');
      default:
        throw new Error(`the stand-in has no path '${name}'`);
    }
  }

  /** Electron makes this folder before the app is ready. */
  make(): void {
    mkdirSync(this.get('userData'), { recursive: true });
  }
}
