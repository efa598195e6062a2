import { z } from 'zod';
import { oc } from './procedure.ts';
import { ReachProblem } from './reach.ts';

/** What the Doctor looks at; the last three are known to the page alone. */
export const DoctorId = z.enum([
  'station',
  'secret',
  'signatures',
  'port',
  'firewall',
  'reach',
  'callback',
  'relay',
  'certificate',
  'clock',
  'space',
  'speed',
  'database',
  'backup',
  'sheets',
  'messages',
  'platform',
  'sleep',
  'start',
  'versions',
  'notifications',
  'sound',
  'login',
]);
export type DoctorId = z.infer<typeof DoctorId>;

/** What was found. */
export const DoctorFinding = z.enum([
  'station-runs',
  'station-off',
  'station-silent',
  'station-locked',
  'secret-set',
  'secret-rotating',
  'secret-missing',
  'secret-elsewhere',
  'signatures-full',
  'signatures-weak',
  'path-trusted',
  'port-open',
  'port-closed',
  'firewall-not-needed',
  'firewall-look',
  'reach-proven',
  'reach-none',
  'reach-trying',
  'reach-blind',
  'callback-used',
  'callback-unused',
  'callback-earlier',
  'callback-overdue',
  'relay-connected',
  'relay-away',
  'relay-unheard',
  'relay-refused',
  'relay-unknown',
  'relay-shared',
  'relay-awaited',
  'relay-behind',
  'relay-dropped',
  'certificate-ends',
  'clock-right',
  'clock-fast',
  'clock-slow',
  'clock-unknown',
  'space-enough',
  'space-low',
  'space-unknown',
  'speed-good',
  'speed-slow',
  'speed-failed',
  'data-checked',
  'data-unchecked',
  'data-findings',
  'data-damaged',
  'backup-good',
  'backup-none',
  'backup-failing',
  'backup-too-old',
  'backup-off',
  'backup-same-disk',
  'sheets-by-hand',
  'sheets-arrival',
  'sheets-missing',
  'messages-known',
  'messages-unknown',
  'platform-set',
  'platform-answers',
  'platform-failed',
  'sleep-never',
  'sleep-after',
  'sleep-unknown',
  'sleep-relayed',
  'start-boot',
  'start-app',
  'start-by-hand',
  'versions',
  'notifications-on',
  'notifications-off',
  'sound-on',
  'sound-blocked',
  'sound-unknown',
  'login-on',
  'login-off',
  'login-unsupported',
]);
export type DoctorFinding = z.infer<typeof DoctorFinding>;

/** What to do about it; a problem of the way from outside brings its own. */
export const DoctorRemedy = z.enum([
  'start-station',
  'start-station-again',
  'ask-in-app',
  'enter-secret',
  'secret-kept-elsewhere',
  'verify-fully',
  'port-closed',
  'firewall-windows',
  'firewall-mac',
  'firewall-linux',
  'choose-way',
  'give-address',
  'reach-relay',
  'join-again',
  'ask-relay',
  'join-apart',
  'give-relay-address',
  'wait-for-relay',
  'look-in-autox3',
  'renew-certificate',
  'set-clock',
  'make-room',
  'faster-disk',
  'look-at-data',
  'look-at-backup',
  'print-missing',
  'process-again',
  'look-at-platform',
  'sleep-windows',
  'sleep-mac',
  'sleep-linux',
  'log-in-by-itself',
  'install-service',
  'allow-notifications',
  'try-sound',
  'start-at-login',
  ...ReachProblem.options,
]);
export type DoctorRemedy = z.infer<typeof DoctorRemedy>;

/** What a button can do: try the way, back up, show the other messages, or open the section of the settings that has this name. */
export const DoctorAct = z.enum([
  'try-reach',
  'back-up',
  'app-secret',
  'verification',
  'reach',
  'callback',
  'relay',
  'clock',
  'backup',
  'other-messages',
  'platform',
  'this-pc',
  'this-browser',
]);
export type DoctorAct = z.infer<typeof DoctorAct>;

/** `unknown` is for what nobody but a person at the PC can see: advice, no reproach. */
export const DoctorState = z.enum(['problem', 'warning', 'unknown', 'ok']);
export type DoctorState = z.infer<typeof DoctorState>;

/**
 * One check. Its values are numbers, moments and versions alone: so whatever is made of it holds no secret, address, name
 * or phone.
 */
export const DoctorCheck = z.object({
  id: DoctorId,
  state: DoctorState,
  what: DoctorFinding,
  values: z.record(z.string(), z.union([z.number(), z.iso.datetime(), z.string().regex(/^[\w .,+#()-]{0,80}$/)])),
  remedy: DoctorRemedy.nullable(),
  act: DoctorAct.nullable(),
});
export type DoctorCheck = z.infer<typeof DoctorCheck>;

/** The gravest first; within a state as they are looked at. */
export function gravestFirst(checks: readonly DoctorCheck[]): DoctorCheck[] {
  const rank = ({ state }: DoctorCheck): number => DoctorState.options.indexOf(state);
  return [...checks].sort((a, b) => rank(a) - rank(b));
}

/** The part of the contract that looks at everything on which receiving rests. */
export const doctorContract = {
  run: oc
    .route({ method: 'GET', path: '/doctor', summary: 'What could keep check-ins away, each with its remedy' })
    .output(z.array(DoctorCheck)),
};
