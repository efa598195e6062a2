import type { Attempt } from './deliver.ts';
import type { MessageLabel, SimulationEvent, SimulationOptions } from './run.ts';
import type { Summary } from './summary.ts';
import type { PlayedKind } from './visit-script.ts';

/** How a run is told: one line for each event. */
export interface ReportStyle {
  start(options: SimulationOptions): string;
  event(event: SimulationEvent): string | null;
  summary(summary: Summary): string;
}

/** For people. The end of a message is told on the line of its last try, unless it got what it should not. */
export const PLAIN: ReportStyle = {
  start: ({ url, count, rate, seed, dialect }) =>
    `Playing AutoX3 to ${url.origin}: ${plural(count, 'check-in')}, ${rate} a second, signed ${dialect}, seed ${seed}`,
  event: (event) => {
    if (event.type === 'attempt') {
      return `${time(event.attempt.at)} ${label(event.message)} try ${event.attempt.number}: ${outcome(event.attempt)}`;
    }
    if (event.asExpected) return null;
    const due = event.due === 'success' ? 'the documented success' : 'a refusal for its fault';
    return `  NOT AS EXPECTED: ${label(event.message)} was ${ENDINGS[event.ending]}; due was ${due}`;
  },
  summary: (summary) => {
    const { sent, acknowledged, givenUp, stopped, unsent, toRefuse, refused, ok } = summary;
    const cut = (stopped > 0 ? `, ${stopped} cut short` : '') + (unsent > 0 ? `, ${unsent} not begun` : '');
    const meant = toRefuse > 0 ? `; ${refused} of the ${toRefuse} that had to be refused were` : '';
    const verdict = ok ? 'Every message got what it should.' : 'NOT every message got what it should.';
    return `${sent} sent, ${acknowledged} acknowledged, ${givenUp} given up${cut}${meant}. ${verdict}`;
  },
};

/** For programs: one JSON object a line. */
export const JSON_LINES: ReportStyle = {
  start: ({ url, count, rate, seed, dialect, language, faults, reports, plans, shuffle }) =>
    JSON.stringify({
      ...{ event: 'start', origin: url.origin, count, rate, seed, dialect, language, faults },
      ...{ reports, plans, shuffle },
    }),
  event: (event) => {
    if (event.type === 'ended') {
      const { type, message, ...end } = event;
      return JSON.stringify({ event: type, ...message, ...end });
    }
    const { number, at, durationMs, nextInMs, answer } = event.attempt;
    const got =
      answer.kind === 'answered'
        ? { httpStatus: answer.httpStatus, status: answer.status, acknowledged: answer.acknowledged, error: null }
        : { httpStatus: null, status: null, acknowledged: false, error: answer.failure };
    const when = { try: number, at: new Date(at).toISOString(), durationMs, nextInMs };
    return JSON.stringify({ event: 'attempt', ...event.message, ...when, ...got });
  },
  summary: (summary) => JSON.stringify({ event: 'summary', ...summary }),
};

const ENDINGS = { acknowledged: 'acknowledged', 'given-up': 'given up', stopped: 'cut short' } as const;

const KINDS = { 'check-in': '', 'health-report': ' report', 'maintenance-plan': ' plan' } satisfies Record<
  PlayedKind,
  string
>;

function label({ number, plate, kind, fault, again }: MessageLabel): string {
  const marks = [...(fault === null || kind !== 'check-in' ? [] : [fault]), ...(again ? ['again'] : [])];
  return `#${number} ${plate}${KINDS[kind]}${marks.length > 0 ? ` (${marks.join(', ')})` : ''}`;
}

function outcome({ answer, nextInMs, durationMs }: Attempt): string {
  const took = `after ${Math.round(durationMs)} ms`;
  if (answer.kind === 'answered' && answer.acknowledged) return `acknowledged ${took}`;
  const next = nextInMs === null ? 'no further try' : `next try in ${nextInMs / 1_000} s`;
  if (answer.kind === 'failed')
    return `${answer.failure}${answer.code === null ? '' : ` (${answer.code})`} ${took}; ${next}`;
  const status = answer.status === null ? 'no status in the body' : `status ${answer.status}`;
  return `HTTP ${answer.httpStatus}, ${status}, ${took}; ${next}`;
}

function time(at: number): string {
  return new Date(at).toISOString().slice(11, 23);
}

function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
