import type { ReportSummary } from './health-report.ts';
import type { Say } from './i18n/say.ts';

/** One thing that is said of reports in a word or two; colour means severity. */
export type Finding = {
  what: 'dangerous' | 'major' | 'minor' | 'passed' | 'unreadable' | 'empty';
  count: number;
  severity: 'red' | 'amber' | null;
};

const SEVERITIES = { dangerous: 'red', major: 'amber', minor: null } as const;

/** What reports come to, the worst first: what passed is said where there is nothing else. Never nothing. */
export function findingsOf(summary: Omit<ReportSummary, 'reports'>): Finding[] {
  const findings: Finding[] = (['dangerous', 'major', 'minor'] as const)
    .filter((what) => summary[what] > 0)
    .map((what) => ({ what, count: summary[what], severity: SEVERITIES[what] }));
  if (summary.isUnreadable) findings.push({ what: 'unreadable', count: 1, severity: 'amber' });
  if (findings.length > 0) return findings;
  const what = summary.passed > 0 ? 'passed' : 'empty';
  return [{ what, count: summary.passed, severity: null }];
}

/** A finding in words. */
export function findingText(say: Say, { what, count }: Finding): string {
  return say(`report.found.${what}`, { count });
}
