import type { MessagePort } from 'node:worker_threads';
import { workerData } from 'node:worker_threads';
import { problemOf } from './backup/backup-problem.ts';
import { doJob, type Job } from './backup/jobs.ts';
import type { FromWorker } from './backup/run-job.ts';

// The thread in which a backup is proven, a copy is checked, a database is restored: work that would hold up the station.

const { job, port } = workerData as { job: Job; port: MessagePort };
const tell = (message: FromWorker): void => port.postMessage(message);
try {
  tell({ type: 'done', answer: doJob(job, (step, share) => tell({ type: 'progress', step, share })) });
} catch (error) {
  tell({ type: 'failed', problem: problemOf(error), message: error instanceof Error ? error.message : String(error) });
}
port.close();
