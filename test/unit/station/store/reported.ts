import { judge } from '../../../../electron/station/intake/judge.ts';
import type { AdmittedMessage } from '../../../../electron/station/store/entries.ts';
import { type ReportParts, signedReport } from '../../../support/reports.ts';
import { admit, POLICY, type TestStore } from './rows.ts';

type StoredReport = ReportParts & { receivedAt?: number };

/** A report as it enters the store: verified unless told otherwise. */
export function reportMessage({ receivedAt = Date.now(), ...parts }: StoredReport = {}): AdmittedMessage {
  const { body } = signedReport(parts);
  const judgement = judge(body, POLICY, receivedAt);
  if (judgement.type !== 'admitted') throw new Error(`the report was rejected: ${judgement.reason}`);
  return judgement.message;
}

/** Stores a report; the number of the visit that shows it, or null. */
export function report(store: Pick<TestStore, 'writer'>, parts: StoredReport = {}): number | null {
  return store.writer.writeBatch([admit(reportMessage(parts))])[0]?.change?.id ?? null;
}
