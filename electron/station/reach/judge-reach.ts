import type { ProbeProblem, ReachLight, ReachProblem } from '../../../shared/reach.ts';
import type { ReachWay } from '../../../shared/reach-settings.ts';
import { isFetched, type RelayState } from '../../../shared/relay.ts';
import type { Beat } from '../store/blind-store.ts';
import { between } from './heartbeat.ts';
import type { ReachCause } from './outage-sink.ts';
import type { Standing } from './supervisor.ts';

/** By then at the latest, in ms, a tunnel that is lost has noticed it. */
const NOTICED_WITHIN_MS = 30_000;

/** All that is known of the way, at one moment. */
export type Known = {
  way: ReachWay;
  /** How this desk stands with the relay that AutoX3 may send to instead. */
  relay: Pick<RelayState, 'state' | 'isAwaited'>;
  standing: Standing;
  /** The address that AutoX3 has been given; null before one has been proven. */
  given: string | null;
  /** Whether something has arrived since the way was last started, lost or found to fail. */
  isProven: boolean;
  /** What the last probes came to. */
  probe: ProbeProblem | null;
  /** When something last arrived, and when this way was set or this station started. */
  provenAt: Beat | null;
  startedAt: Beat;
  now: Beat;
};

/** What follows of it: what is shown, and the causes for which nothing can be received, each with when it began. */
export type Judgement = {
  light: ReachLight;
  problem: ReachProblem | null;
  outages: Partial<Record<ReachCause, number>>;
};

/** What may be said of how AutoX3 reaches this PC: never more than has been seen to arrive. */
export function judgeReach(known: Known): Judgement {
  const { way, relay, standing, given, isProven, probe, provenAt, startedAt, now } = known;
  // The clock may have been set back since: then it begins with what this clock showed at that moment.
  const since = between(provenAt ?? startedAt, now).gap.from;
  if (way === 'none') {
    const isSentToRelay = relay.state !== 'off' && !relay.isAwaited;
    // That no way leads here is no reason for AutoX3 not to send.
    if (given !== null && !isSentToRelay) return { light: 'blind', problem: 'no-way', outages: { tunnel: since } };
    return { light: isFetched(relay) ? 'receiving' : 'local-only', problem: null, outages: {} };
  }
  const { state, address } = standing;
  const says = standing.problem ?? (probe === null ? null : inWords(way, probe));
  // While it is being set up AutoX3 has no address to send to: nothing can be missed.
  if (given === null && !isProven) return { light: 'local-only', problem: says, outages: {} };
  const noticed = Math.max(since, now.at - NOTICED_WITHIN_MS);
  if (state !== 'up') {
    const isPort = standing.problem === 'port-taken' || standing.problem === 'port-not-allowed';
    return { light: 'blind', problem: says, outages: { [isPort ? 'port' : 'tunnel']: noticed } };
  }
  if (given !== null && given !== address) {
    return { light: 'blind', problem: 'address-changed', outages: { tunnel: noticed } };
  }
  if (probe !== null) return { light: 'blind', problem: says, outages: { probe: since } };
  return { light: isProven ? 'receiving' : 'blind', problem: null, outages: {} };
}

/** A tunnel's own word that it is up is what there is to doubt when its address leads elsewhere, or nowhere. */
function inWords(way: ReachWay, probe: ProbeProblem): ProbeProblem {
  const isTunnel = way === 'ngrok' || way === 'cloudflared';
  const isSilent = probe === 'timeout' || probe === 'refused' || probe === 'broken-off' || probe === 'wrong-answer';
  return isTunnel && isSilent ? 'nothing-arrives' : probe;
}
