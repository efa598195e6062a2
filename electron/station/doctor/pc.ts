import { execFile } from 'node:child_process';
import { connect } from 'node:net';
import { release, type } from 'node:os';
import type { DoctorFacts } from './facts.ts';
import type { Ask } from './sleep.ts';

const ANSWER_WITHIN_MS = 2_000;

export function systemOf(platform: NodeJS.Platform): DoctorFacts['system'] {
  return platform === 'win32' ? 'windows' : platform === 'darwin' ? 'mac' : 'linux';
}

/** Asks a program of this PC's system, which has two seconds to answer. */
export const askPc: Ask = (program, args) =>
  new Promise((resolve) => {
    execFile(program, args, { timeout: ANSWER_WITHIN_MS, windowsHide: true }, (error, stdout) =>
      resolve(error === null ? stdout : null),
    );
  });

/** Whether something takes a connection there, of which nothing is asked. */
export function takesConnection(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port, timeout: ANSWER_WITHIN_MS });
    const end = (isOpen: boolean): void => {
      socket.destroy();
      resolve(isOpen);
    };
    socket.once('connect', () => end(true));
    socket.once('error', () => end(false));
    socket.once('timeout', () => end(false));
  });
}

/** The versions on which everything runs. */
export function versionsOf(forecourt: string, sqlite: string): DoctorFacts['versions'] {
  const { node, electron } = process.versions as Partial<Record<string, string>>;
  return { forecourt, node: node ?? '-', electron: electron ?? '-', sqlite, system: `${type()} ${release()}` };
}
