import type { ChildProcess } from 'node:child_process';
import { record } from './trace.ts';

/** Has what a program says kept, line by line, beside whoever else listens to it. Called in the turn that starts it. */
export function recordOutput<Child extends ChildProcess>(child: Child): Child {
  for (const stream of [child.stdout, child.stderr]) {
    let rest = '';
    stream?.setEncoding('utf8').on('data', (text: string) => {
      const lines = (rest + text).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) record('output', line);
    });
    stream?.once('close', () => record('output', rest));
  }
  return child;
}
