import { describe, expect, test } from 'vitest';
import { judge } from '../../../../electron/station/doctor/checks.ts';
import type { DoctorFacts, StationFacts } from '../../../../electron/station/doctor/facts.ts';
import { wordsIn } from '../../../../electron/station/export/words.ts';
import type { CallbackPath } from '../../../../shared/callback-path.ts';
import { DoctorCheck, type DoctorId } from '../../../../shared/doctor.ts';
import { doctorReport } from '../../../../shared/doctor-text.ts';
import { relay as relayState } from '../../renderer/factories.ts';

const AT = '2026-11-28T10:00:00.000Z';

const GOOD: StationFacts = {
  status: {
    startedAt: AT,
    clock: { verdict: 'right', driftMs: 0, delayMs: 0, mayBeDelay: false, messages: 30, system: 'linux' },
    trustsPath: false,
    relay: relayState({}),
    reach: {
      light: 'receiving',
      since: AT,
      way: 'ngrok',
      state: 'up',
      problem: null,
      address: 'https://secret-host.example',
      local: 'http://127.0.0.1:8790',
      provenAt: AT,
      certificateEnds: null,
      certificateProblem: null,
    },
    data: { warning: null, damage: null, work: null, needsSecretSince: null },
    sheetsMissing: 0,
  },
  secret: { isSet: true, previousUntil: null },
  paths: [path({ lastUsedAt: AT })],
  takesWeak: false,
  backups: { backups: [backup()], checks: [{ kind: 'full', at: AT, findings: 0, examples: [] }] },
  port: 8790,
  isPortOpen: true,
  portsFromOutside: [],
  way: 'ngrok',
  printing: { hasPrinter: true, isOnArrival: true },
  otherMessages: 0,
  platform: { isSetUp: true, last: { at: AT, failure: null } },
  relayGap: null,
  startedBy: 'service',
};

function path(over: Partial<CallbackPath>): CallbackPath {
  return { id: 'p', isCurrent: true, ending: 'abcd', endsAt: null, isOverdue: false, lastUsedAt: null, ...over };
}

function backup(): StationFacts['backups']['backups'][number] {
  const figures = { messages: 1, checkIns: 1, photos: 0, photosMissing: 0, bytes: 1 };
  return { id: 'b', kind: 'scheduled', at: AT, version: '1', lastReceivedAt: AT, isOwn: true, ...figures };
}

function facts(station: DoctorFacts['station'], pc: Partial<DoctorFacts> = {}): DoctorFacts {
  return {
    system: 'linux',
    versions: { forecourt: '0.1.0', node: '24.1.0', electron: '-', sqlite: '3.50.0', system: 'Linux 6.1.0 #1' },
    disk: { free: 50e9, writeMs: 3 },
    sleepMinutes: 0,
    station,
    hasKeptSecret: null,
    ...pc,
  };
}

const { status } = GOOD;
const standing = (change: Partial<StationFacts['status']>): Partial<StationFacts> => ({
  status: { ...status, ...change },
});
const reach = (change: Partial<StationFacts['status']['reach']>) => standing({ reach: { ...status.reach, ...change } });
const data = (change: Partial<StationFacts['status']['data']>) => standing({ data: { ...status.data, ...change } });
const relay = (change: Partial<StationFacts['status']['relay']>) => standing({ relay: { ...status.relay, ...change } });
const clock = (verdict: 'fast' | 'slow' | 'unknown', driftMs: number) =>
  standing({ clock: { ...status.clock, verdict, driftMs } });

test('a station where all is well has nothing to put right', () => {
  expect(judge(facts(GOOD)).filter(({ state }) => state !== 'ok')).toEqual([]);
});

test('a station that is joined to a relay needs no other way, and may sleep', () => {
  const joined = { ...GOOD, ...relay({ state: 'connecting', since: AT }), way: 'none' as const };
  const checks = judge(facts(joined, { sleepMinutes: 30 }));
  for (const unneeded of ['reach', 'callback']) expect(checks.find(({ id }) => id === unneeded)).toBeUndefined();
  expect(checks.find(({ id }) => id === 'sleep')).toMatchObject({ state: 'ok', what: 'sleep-relayed' });
});

type Expected = Partial<Omit<DoctorCheck, 'id'>>;

describe('of a station that runs', () => {
  test.each<[DoctorId, Partial<StationFacts>, Expected]>([
    ['secret', { secret: { isSet: false, previousUntil: null } }, { state: 'problem', act: 'app-secret' }],
    ['secret', { secret: { isSet: true, previousUntil: AT } }, { state: 'ok', values: { when: AT } }],
    ['signatures', { takesWeak: true }, { state: 'warning', what: 'signatures-weak' }],
    ['signatures', standing({ trustsPath: true }), { state: 'warning', what: 'path-trusted' }],
    ['port', { isPortOpen: false }, { state: 'problem', values: { port: 8790 } }],
    [
      'firewall',
      { portsFromOutside: [8443, 8791] },
      { state: 'unknown', values: { ports: '8443,8791' }, remedy: 'firewall-linux' },
    ],
    ['reach', { way: 'none' }, { state: 'warning', what: 'reach-none', act: 'reach' }],
    [
      'reach',
      { way: 'none', ...reach({ way: 'none', light: 'blind', problem: 'no-way' }) },
      { state: 'problem', remedy: 'no-way', act: 'reach' },
    ],
    ['reach', reach({ light: 'local-only' }), { state: 'unknown', what: 'reach-trying' }],
    ['reach', reach({ light: 'blind', problem: 'timeout' }), { state: 'problem', remedy: 'timeout', act: 'try-reach' }],
    [
      'reach',
      reach({ light: 'blind', state: 'failed', problem: 'bad-token' }),
      { state: 'problem', remedy: 'bad-token', act: 'reach' },
    ],
    ['callback', {}, { state: 'ok', what: 'callback-used', values: { when: AT } }],
    ['callback', { paths: [path({})] }, { state: 'unknown', what: 'callback-unused' }],
    [
      'callback',
      { paths: [path({ lastUsedAt: '2026-11-28T09:59:59.000Z' }), path({}), path({ lastUsedAt: AT })] },
      { state: 'warning', what: 'callback-earlier', values: { when: AT }, remedy: 'give-address', act: 'callback' },
    ],
    [
      'callback',
      { paths: [path({}), path({ endsAt: AT, isOverdue: true })] },
      { state: 'warning', what: 'callback-overdue', remedy: 'give-address', act: 'callback' },
    ],
    ['relay', relay({ state: 'connected', since: AT, backlog: 0 }), { state: 'ok', values: { when: AT } }],
    ['relay', relay({ state: 'connected', since: AT, backlog: 101 }), { state: 'warning', values: { count: 101 } }],
    [
      'relay',
      relay({ state: 'connected', since: AT, isAwaited: true }),
      { state: 'warning', what: 'relay-awaited', remedy: 'give-relay-address' },
    ],
    ['relay', relay({ state: 'connecting', since: AT }), { state: 'warning', what: 'relay-away', act: 'relay' }],
    ['relay', relay({ state: 'connecting', since: AT, isUnheard: true }), { state: 'warning', what: 'relay-unheard' }],
    ['relay', relay({ state: 'refused', since: AT }), { state: 'problem', remedy: 'join-again', act: 'relay' }],
    ['relay', relay({ state: 'shared', since: AT }), { state: 'problem', remedy: 'join-apart', act: 'relay' }],
    ['relay', relay({ state: 'unknown-stream', since: AT }), { state: 'problem', remedy: 'ask-relay' }],
    [
      'relay',
      { ...relay({ state: 'connected', since: AT, backlog: 0 }), relayGap: { from: 0, to: Date.parse(AT) } },
      { state: 'problem', what: 'relay-dropped', values: { from: '1970-01-01T00:00:00.000Z', to: AT } },
    ],
    ['certificate', reach({ certificateEnds: AT }), { state: 'warning', values: { when: AT } }],
    [
      'certificate',
      reach({ certificateEnds: AT, certificateProblem: 'key-does-not-fit' }),
      { state: 'warning', values: { when: AT }, remedy: 'key-does-not-fit', act: 'reach' },
    ],
    ['clock', clock('fast', 300_000), { state: 'warning', what: 'clock-fast', values: { minutes: 5 } }],
    ['clock', clock('slow', -90_000), { state: 'warning', what: 'clock-slow', values: { minutes: 2 } }],
    ['clock', clock('unknown', 0), { state: 'unknown' }],
    ['backup', data({ warning: 'failing' }), { state: 'warning', what: 'backup-failing', act: 'back-up' }],
    ['backup', data({ warning: 'same-disk' }), { state: 'warning', act: 'backup' }],
    ['backup', { backups: { backups: [], checks: [] } }, { state: 'unknown', what: 'backup-none' }],
    ['database', { backups: { backups: [], checks: [] } }, { state: 'unknown', what: 'data-unchecked' }],
    [
      'database',
      {
        backups: {
          backups: [],
          checks: [
            {
              kind: 'full',
              at: AT,
              findings: 1,
              examples: [{ kind: 'message', outcome: 'open', checkInId: '7', at: AT, detail: 'Ann, plate B 1' }],
            },
          ],
        },
      },
      { state: 'warning', what: 'data-findings' },
    ],
    ['sheets', standing({ sheetsMissing: 2 }), { state: 'warning', values: { count: 2 } }],
    ['sheets', { printing: { hasPrinter: false, isOnArrival: true } }, { what: 'sheets-by-hand' }],
    ['messages', { otherMessages: 3 }, { state: 'warning', values: { count: 3 }, act: 'other-messages' }],
    ['platform', { platform: { isSetUp: true, last: null } }, { state: 'ok', what: 'platform-set' }],
    [
      'platform',
      { platform: { isSetUp: true, last: { at: AT, failure: { problem: 'refused', code: 403 } } } },
      { state: 'warning', remedy: 'look-at-platform', act: 'platform', values: { when: AT } },
    ],
    ['start', { startedBy: 'person' }, { state: 'warning', remedy: 'install-service' }],
    ['start', { startedBy: 'app' }, { state: 'unknown', remedy: 'log-in-by-itself' }],
  ])('%s, with %j', (id, change, expected) => {
    const checks = judge(facts({ ...GOOD, ...change }));
    expect(checks.find((check) => check.id === id)).toMatchObject(expected);
  });

  test('a damaged database is a problem, whatever its checks said before', () => {
    const damage = { at: AT, kinds: [], isSetAside: true, backupId: null, backupAt: null, backupCheckIns: null };
    const checks = judge(facts({ ...GOOD, ...data({ damage: { ...damage, receivedSince: 0 } }) }));
    expect(checks.find(({ id }) => id === 'database')).toMatchObject({ state: 'problem', what: 'data-damaged' });
  });
});

describe('of the PC', () => {
  test.each<[DoctorId, Partial<DoctorFacts>, Expected]>([
    ['space', { disk: { free: 0.4e9, writeMs: 3 } }, { state: 'problem', values: { gb: 0.4 } }],
    ['space', { disk: { free: 4.99e9, writeMs: 3 } }, { state: 'ok' }],
    ['space', { disk: { free: 4.9e9, writeMs: 3 } }, { state: 'warning' }],
    ['space', { disk: { free: null, writeMs: 3 } }, { state: 'unknown' }],
    ['speed', { disk: { free: 1e12, writeMs: 150 } }, { state: 'warning' }],
    ['speed', { disk: { free: 1e12, writeMs: 2_000 } }, { state: 'problem', what: 'speed-slow' }],
    ['speed', { disk: { free: 1e12, writeMs: null } }, { state: 'problem', what: 'speed-failed' }],
    ['sleep', { sleepMinutes: 30, system: 'mac' }, { state: 'warning', remedy: 'sleep-mac' }],
    ['sleep', { sleepMinutes: null, system: 'windows' }, { state: 'unknown', remedy: 'sleep-windows' }],
  ])('%s, with %j', (id, pc, expected) => {
    expect(judge(facts(GOOD, pc)).find((check) => check.id === id)).toMatchObject(expected);
  });
});

describe('without a station that answers', () => {
  test.each<[DoctorFacts['station'], boolean | null, Expected, Expected]>([
    ['off', true, { state: 'problem', what: 'station-off' }, { state: 'ok' }],
    ['silent', false, { state: 'problem', what: 'station-silent' }, { state: 'problem', what: 'secret-missing' }],
    ['locked', null, { state: 'unknown', remedy: 'ask-in-app' }, { state: 'unknown', what: 'secret-elsewhere' }],
  ])('%s: the PC is looked at all the same', (station, hasKeptSecret, ofStation, ofSecret) => {
    const checks = judge(facts(station, { hasKeptSecret }));
    expect(checks.map(({ id }) => id)).toEqual(['station', 'secret', 'space', 'speed', 'sleep', 'versions']);
    expect(checks.slice(0, 2)).toMatchObject([ofStation, ofSecret]);
  });
});

test('a report is in words, the gravest first, and tells no address and nothing of a person', () => {
  const checks = judge(
    facts({
      ...GOOD,
      ...reach({ light: 'blind', problem: 'dns-failure' }),
      takesWeak: true,
      backups: {
        backups: [],
        checks: [
          {
            kind: 'full',
            at: AT,
            findings: 1,
            examples: [{ kind: 'message', outcome: 'open', checkInId: '7', at: AT, detail: 'Ann, plate B 1' }],
          },
        ],
      },
    }),
  );
  for (const check of checks) expect(DoctorCheck.parse(check)).toEqual(check);
  for (const language of ['en', 'zh-CN'] as const) {
    const report = doctorReport(wordsIn(language), checks, AT);
    expect(report).not.toMatch(/secret-host|https?:|Ann|B 1|\{\{|doctor\.|reach\./);
    const found = wordsIn(language);
    expect(report.indexOf(found('doctor.id.reach'))).toBeLessThan(report.indexOf(found('doctor.id.signatures')));
    expect(report).toContain(found('reach.problem.dns-failure'));
  }
});
