import { execFile } from 'node:child_process';
import { chownSync, existsSync, mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { homedir, userInfo } from 'node:os';
import { dirname } from 'node:path';
import { promisify } from 'node:util';
import type { ServiceSystem } from './service.ts';

const PRIVATE = 0o600;

/** This PC, as installing a service changes it. */
export function thisPc(env: NodeJS.ProcessEnv): ServiceSystem {
  return {
    platform: process.platform,
    uid: process.getuid?.() ?? null,
    home: homedir(),
    windowsUser: [env.USERDOMAIN, userInfo().username].filter((part) => part !== undefined).join('\\'),
    ownerOf: (folder) => statSync(folder, { throwIfNoEntry: false })?.uid ?? null,
    hasSystemd: () => existsSync('/run/systemd/system'),
    run: async (program, args) => void (await promisify(execFile)(program, args, { windowsHide: true })),
    write: (path, content, owner) => {
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, content, { mode: owner === undefined ? 0o644 : PRIVATE });
      if (owner !== undefined && owner !== process.getuid?.()) chownSync(path, owner, -1);
    },
    exists: existsSync,
    remove: (path) => rmSync(path, { force: true }),
  };
}
