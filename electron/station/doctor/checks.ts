import type { DoctorAct, DoctorCheck, DoctorFinding, DoctorId, DoctorRemedy } from '../../../shared/doctor.ts';
import { isSentHere } from '../../../shared/way-in.ts';
import { instant } from '../instant.ts';
import type { DoctorFacts, StationFacts } from './facts.ts';

const GB = 1e9;
/** Below this the disk is as good as full, or soon will be, in GB. */
const SPACE = { problem: 1, warning: 5 };
/** More messages than that wait at the relay while a desk catches up. */
const BACKLOG = 100;
/** A commit that waits longer for its disk: AutoX3 is answered late, or not in time, in ms. */
const WRITE_MS = { problem: 2_000, warning: 150 };

type Verdict = Omit<DoctorCheck, 'id'>;
type Values = DoctorCheck['values'];
type Cure = { remedy?: DoctorRemedy; act?: DoctorAct };

const verdict =
  (state: DoctorCheck['state']) =>
  (what: DoctorFinding, values: Values = {}, { remedy, act }: Cure = {}): Verdict => ({
    state,
    what,
    values,
    remedy: remedy ?? null,
    act: act ?? null,
  });
const ok = verdict('ok');
const unknown = verdict('unknown');
const warning = verdict('warning');
const problem = verdict('problem');

/** The checks of what a running station knows; null where there is nothing to say. */
const OF_STATION: Partial<
  Record<DoctorId, (station: StationFacts, facts: Pick<DoctorFacts, 'system'>) => Verdict | null>
> = {
  station: ({ status }) => ok('station-runs', { when: status.startedAt }),
  secret: ({ secret: { isSet, previousUntil } }) => {
    if (!isSet) return problem('secret-missing', {}, { remedy: 'enter-secret', act: 'app-secret' });
    return previousUntil === null ? ok('secret-set') : ok('secret-rotating', { when: previousUntil });
  },
  signatures: ({ status, takesWeak }) => {
    const cure = { remedy: 'verify-fully', act: 'verification' } as const;
    if (status.trustsPath) return warning('path-trusted', {}, cure);
    return takesWeak ? warning('signatures-weak', {}, cure) : ok('signatures-full');
  },
  port: ({ port, isPortOpen }) =>
    isPortOpen ? ok('port-open', { port }) : problem('port-closed', { port }, { remedy: 'port-closed' }),
  firewall: ({ portsFromOutside }, { system }) => {
    if (portsFromOutside.length === 0) return ok('firewall-not-needed');
    return unknown('firewall-look', { ports: portsFromOutside.join(',') }, { remedy: `firewall-${system}` });
  },
  reach: ({ status: { reach, relay }, way }) => {
    if (way === 'none' && reach.light !== 'blind') {
      // The line of the relay says how it stands.
      return relay.state === 'off' ? warning('reach-none', {}, { remedy: 'choose-way', act: 'reach' }) : null;
    }
    switch (reach.light) {
      case 'receiving':
        return ok('reach-proven', { when: reach.provenAt ?? reach.since ?? '' });
      case 'local-only': {
        const cure = { act: 'reach' } as const;
        return unknown('reach-trying', {}, reach.problem === null ? cure : { remedy: reach.problem, ...cure });
      }
      case 'blind': {
        const remedy = reach.problem ?? undefined;
        // What is not proven anew is tried; what has to be put right is in the settings.
        const isOfSettings =
          reach.state === 'failed' || reach.problem === 'address-changed' || reach.problem === 'no-way';
        const act = isOfSettings ? 'reach' : 'try-reach';
        return problem('reach-blind', {}, remedy === undefined ? { act } : { remedy, act });
      }
    }
  },
  callback: ({ paths: [current, ...earlier], status }) => {
    // What AutoX3 sends to a relay comes by no path of here.
    if (!isSentHere(status)) return null;
    const cure = { remedy: 'give-address', act: 'callback' } as const;
    const used = current?.lastUsedAt ?? '';
    const before = earlier.map(({ lastUsedAt }) => lastUsedAt ?? '').reduce((a, b) => (a > b ? a : b), '');
    if (earlier.some(({ isOverdue }) => isOverdue)) return warning('callback-overdue', {}, cure);
    if (before > used) return warning('callback-earlier', { when: before }, cure);
    return used === '' ? unknown('callback-unused') : ok('callback-used', { when: used });
  },
  relay: ({ status: { relay }, relayGap }) => {
    const when = relay.since ?? '';
    const cure = (remedy: DoctorRemedy): Cure => ({ remedy, act: 'relay' });
    switch (relay.state) {
      case 'off':
        return null;
      case 'connecting':
        return warning(relay.isUnheard ? 'relay-unheard' : 'relay-away', { when }, cure('reach-relay'));
      case 'refused':
        return problem('relay-refused', { when }, cure('join-again'));
      case 'unknown-stream':
        return problem('relay-unknown', { when }, cure('ask-relay'));
      case 'shared':
        return problem('relay-shared', { when }, cure('join-apart'));
      case 'connected':
        if (relayGap !== null) {
          const [from, to] = [instant(relayGap.from), instant(relayGap.to)];
          return problem('relay-dropped', { from, to }, { remedy: 'look-in-autox3' });
        }
        if (relay.isAwaited) return warning('relay-awaited', {}, { remedy: 'give-relay-address' });
        return (relay.backlog ?? 0) > BACKLOG
          ? warning('relay-behind', { count: relay.backlog ?? 0 }, { remedy: 'wait-for-relay' })
          : ok('relay-connected', { when });
    }
  },
  certificate: ({ status: { reach } }) =>
    reach.certificateEnds === null
      ? null
      : warning(
          'certificate-ends',
          { when: reach.certificateEnds },
          { remedy: reach.certificateProblem ?? 'renew-certificate', act: 'reach' },
        ),
  clock: ({ status: { clock } }) => {
    if (clock.verdict === 'unknown') return unknown('clock-unknown');
    if (clock.verdict === 'right') return ok('clock-right');
    const minutes = Math.max(1, Math.round(Math.abs(clock.driftMs ?? 0) / 60_000));
    return warning(`clock-${clock.verdict}`, { minutes }, { remedy: 'set-clock', act: 'clock' });
  },
  database: ({ status: { data }, backups: { checks } }) => {
    const cure = { remedy: 'look-at-data', act: 'backup' } as const;
    if (data.damage !== null) return problem('data-damaged', { when: data.damage.at }, cure);
    const [last] = [...checks].sort((a, b) => b.at.localeCompare(a.at));
    if (last === undefined) return unknown('data-unchecked');
    const values = { when: last.at, count: last.findings };
    const isOpen = checks.some(({ examples }) => examples.some(({ outcome }) => outcome === 'open'));
    if (isOpen) return warning('data-findings', values, cure);
    return ok('data-checked', { when: last.at });
  },
  backup: ({ status: { data }, backups: { backups } }) => {
    if (data.warning !== null) {
      const canHelp = data.warning === 'failing' || data.warning === 'too-old';
      return warning(`backup-${data.warning}`, {}, { remedy: 'look-at-backup', act: canHelp ? 'back-up' : 'backup' });
    }
    const [newest] = backups;
    return newest === undefined
      ? unknown('backup-none', {}, { act: 'back-up' })
      : ok('backup-good', { when: newest.at });
  },
  sheets: ({ status: { sheetsMissing }, printing }) => {
    if (sheetsMissing > 0) return warning('sheets-missing', { count: sheetsMissing }, { remedy: 'print-missing' });
    return ok(printing.hasPrinter && printing.isOnArrival ? 'sheets-arrival' : 'sheets-by-hand');
  },
  messages: ({ otherMessages: count }) =>
    count === 0
      ? ok('messages-known')
      : warning('messages-unknown', { count }, { remedy: 'process-again', act: 'other-messages' }),
  platform: ({ platform: { isSetUp, last } }) => {
    if (!isSetUp) return null;
    if (last === null) return ok('platform-set');
    return last.failure === null
      ? ok('platform-answers', { when: last.at })
      : warning('platform-failed', { when: last.at }, { remedy: 'look-at-platform', act: 'platform' });
  },
  start: ({ startedBy }) => {
    if (startedBy === 'service') return ok('start-boot');
    return startedBy === 'app'
      ? unknown('start-app', {}, { remedy: 'log-in-by-itself' })
      : warning('start-by-hand', {}, { remedy: 'install-service' });
  },
};

/** The checks that need no running station. */
const OF_PC: Partial<Record<DoctorId, (facts: DoctorFacts) => Verdict>> = {
  space: ({ disk: { free } }) => {
    if (free === null) return unknown('space-unknown');
    const gb = Math.round((free / GB) * 10) / 10;
    if (gb >= SPACE.warning) return ok('space-enough', { gb });
    return (gb < SPACE.problem ? problem : warning)('space-low', { gb }, { remedy: 'make-room' });
  },
  speed: ({ disk: { writeMs } }) => {
    if (writeMs === null) return problem('speed-failed', {}, { remedy: 'faster-disk' });
    const ms = Math.ceil(writeMs);
    if (ms < WRITE_MS.warning) return ok('speed-good', { ms });
    return (ms < WRITE_MS.problem ? warning : problem)('speed-slow', { ms }, { remedy: 'faster-disk' });
  },
  sleep: ({ sleepMinutes, system, station }) => {
    if (sleepMinutes === 0) return ok('sleep-never');
    if (typeof station !== 'string' && !isSentHere(station.status)) return ok('sleep-relayed');
    const cure = { remedy: `sleep-${system}` } as const;
    return sleepMinutes === null
      ? unknown('sleep-unknown', {}, cure)
      : warning('sleep-after', { minutes: sleepMinutes }, cure);
  },
  versions: ({ versions }) => ok('versions', versions),
};

/** What is known of a station that does not run, or does not answer here. */
const WITHOUT_STATION = {
  off: problem('station-off', {}, { remedy: 'start-station' }),
  silent: problem('station-silent', {}, { remedy: 'start-station-again' }),
  locked: unknown('station-locked', {}, { remedy: 'ask-in-app' }),
} as const;

function keptSecret(hasKeptSecret: boolean | null): Verdict {
  if (hasKeptSecret === null) return unknown('secret-elsewhere', {}, { remedy: 'secret-kept-elsewhere' });
  return hasKeptSecret ? ok('secret-set') : problem('secret-missing', {}, { remedy: 'enter-secret' });
}

/** Judges what was gathered, each check for itself. */
export function judge(facts: DoctorFacts): DoctorCheck[] {
  const { station } = facts;
  const found: [string, Verdict | null][] =
    typeof station === 'string'
      ? [
          ['station', WITHOUT_STATION[station]],
          ['secret', keptSecret(facts.hasKeptSecret)],
        ]
      : Object.entries(OF_STATION).map(([id, check]) => [id, check(station, facts)]);
  const ofPc = Object.entries(OF_PC).map(([id, check]): [string, Verdict] => [id, check(facts)]);
  return [...found, ...ofPc].flatMap(([id, said]) => (said === null ? [] : [{ id: id as DoctorId, ...said }]));
}
