import { MessageChannel, Worker } from 'node:worker_threads';
import type { BackupProblem } from '../../../shared/backup.ts';
import { BackupError } from './backup-problem.ts';
import type { Job, JobName, JobProgress, JobStep, Jobs } from './jobs.ts';

/** What the thread says. */
export type FromWorker =
  | { type: 'progress'; step: JobStep; share: number }
  | { type: 'done'; answer: Jobs[JobName]['answer'] }
  | { type: 'failed'; problem: BackupProblem; message: string };

/** Has long work done in a thread of its own. */
export type RunJob = <Name extends JobName>(
  job: Extract<Job, { name: Name }>,
  progress: JobProgress,
  signal: AbortSignal,
) => Promise<Jobs[Name]['answer']>;

/** Runs each job in a thread that starts from `workerFile`. When `signal` is over the thread ends, wherever it is. */
export function jobsIn(workerFile: string): RunJob {
  return async (job, progress, signal) => {
    signal.throwIfAborted();
    const { port1, port2 } = new MessageChannel();
    const worker = new Worker(workerFile, { workerData: { job, port: port2 }, transferList: [port2] });
    const ended = (): void => void worker.terminate();
    signal.addEventListener('abort', ended);
    try {
      // The answer of a job is what its name says: both ends are built from one source.
      return (await new Promise((resolve, reject) => {
        port1.on('message', (said: FromWorker) => {
          switch (said.type) {
            case 'progress':
              progress(said.step, said.share);
              return;
            case 'done':
              resolve(said.answer);
              return;
            case 'failed':
              reject(new BackupError(said.problem, said.message));
          }
        });
        worker.once('error', reject);
        // Closed from there, by the end of the thread at the latest: all that was said before has been heard.
        port1.once('close', () =>
          reject(signal.aborted ? signal.reason : new Error(`the work "${job.name}" ended without an answer`)),
        );
      })) as Jobs[typeof job.name]['answer'];
    } finally {
      signal.removeEventListener('abort', ended);
      port1.close();
      await worker.terminate();
    }
  };
}
