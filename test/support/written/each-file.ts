import { relative } from 'node:path';
import { beforeEach, expect } from 'vitest';
import { recordAnswers } from './record-answers.ts';
import { nowRuns, recordProject } from './trace.ts';

// Runs before each file of tests.
recordAnswers();
nowRuns(relative(process.cwd(), expect.getState().testPath ?? '').replaceAll('\\', '/'));

beforeEach(({ task }) => {
  recordProject(task.file.projectName ?? '');
  nowRuns(`${task.file.name} > ${task.name}`);
});
