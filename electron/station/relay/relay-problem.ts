import { JetStreamApiError, JetStreamError } from '@nats-io/jetstream';
import { errors } from '@nats-io/transport-node';
import type { RelayProblem } from '../../../shared/relay.ts';

/** What a broker's certificate can be refused for, by Node's codes. */
const OF_CERTIFICATE =
  /^(CERT_|ERR_TLS_|SELF_SIGNED|DEPTH_ZERO|UNABLE_TO_(VERIFY|GET_ISSUER)|HOSTNAME_MISMATCH|INVALID_CA)/;

/** Why nothing could be read, as far as the error tells it; null where it is no sign of trouble that lasts. */
export function problemOf(error: unknown): Exclude<RelayProblem, 'off'> | null {
  for (let cause: unknown = error, depth = 0; cause instanceof Error && depth < 5; cause = cause.cause, depth++) {
    if (isKeyRefused(cause)) return 'refused';
    // A desk that is allowed something else is not the one that this broker knows.
    if (cause instanceof errors.PermissionViolationError) return 'refused';
    if (cause.name === 'NKeysError') return 'refused';
    // The stream or consumer is not there, or this server keeps none at all.
    if (cause instanceof JetStreamApiError || cause instanceof errors.NoRespondersError) return 'unknown-stream';
    if (cause instanceof JetStreamError) return null;
    if ('code' in cause && OF_CERTIFICATE.test(String(cause.code))) return 'certificate';
  }
  return 'not-reached';
}

/** Whether a broker has judged the key of this desk and does not let it in; one that waited for it in vain has judged nothing. */
export function isKeyRefused(error: Error): boolean {
  if (error instanceof errors.UserAuthenticationExpiredError) return true;
  return error instanceof errors.AuthorizationError && !/timeout/i.test(error.message);
}
