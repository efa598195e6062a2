import { isDeepStrictEqual } from 'node:util';
import type * as envelope from '../../../../electron/station/autox3/envelope.ts';
import type * as messages from '../../../../electron/station/autox3/messages.ts';
import type * as reply from '../../../../electron/station/autox3/reply.ts';
import type * as signature from '../../../../electron/station/autox3/signature.ts';

/** The protocol under test: the real modules, or a copy of them with one rule switched off. */
export type Protocol = Pick<typeof envelope, 'readEnvelope' | 'MAX_BODY_BYTES'> &
  Pick<typeof messages, 'readMessage'> &
  Pick<typeof reply, 'ACCEPTED_REPLY' | 'rejection'> &
  Pick<typeof signature, 'parseDialectPair' | 'parseSecret' | 'sign' | 'verify'>;

/** A signed body and the verdict that it must get: the format of vectors.json (see the contract), and in our own cases more. */
export type Case = {
  name: string;
  secrets: string[];
  body?: string;
  bodyBase64?: string;
  settings?: { weak?: boolean; pin?: string };
  expect: {
    verdict: 'verified' | 'rejected';
    reason?: 'shape' | 'signature';
    dialect?: string;
    kind?: string;
    weak?: boolean;
    values?: Record<string, unknown>;
    /** Of our own cases: the rule of form that is named, the advice, and paths into what readMessage returns. */
    problem?: string;
    advice?: string | null;
    refusal?: 'signature' | 'no-secret';
    secret?: 'current' | 'previous';
    ascii?: boolean;
    checkIn?: Record<string, unknown>;
  };
};

/** Content paths of the vectors whose values readMessage shows as well. */
const DERIVED: Record<string, string> = {
  receiveBaseId: 'receiveBaseId',
  'preCheckInfo.odograph': 'odometer',
  'carInfo.carNum': 'plate',
};

/** In what the protocol differs from what the case expects; empty when it is right. */
export function judge(protocol: Protocol, testCase: Case): string[] {
  try {
    return differences(protocol, testCase);
  } catch (error) {
    return [`threw ${String(error)}`];
  }
}

function differences(protocol: Protocol, { secrets, body, bodyBase64, settings, expect }: Case): string[] {
  const found: string[] = [];
  const same = (what: string, actual: unknown, expected: unknown): void => {
    if (expected === undefined || isDeepStrictEqual(actual, expected)) return;
    found.push(`${what} is ${JSON.stringify(actual)}, not ${JSON.stringify(expected)}`);
  };

  const read = protocol.readEnvelope(Buffer.from(body ?? bodyBase64 ?? '', body === undefined ? 'base64' : 'utf8'));
  if (!read.ok) {
    same('verdict', 'rejected', expect.verdict);
    same('reason', 'shape', expect.reason);
    same('problem', read.problem, expect.problem);
    return found;
  }

  const pin = protocol.parseDialectPair(settings?.pin);
  const [currentSecret = null, previousSecret = null] = secrets;
  const policy = { currentSecret, previousSecret, pin, acceptWeak: settings?.weak ?? false };
  const verification = protocol.verify(read.envelope, policy);
  if (!verification.ok) {
    same('verdict', 'rejected', expect.verdict);
    same('reason', 'signature', expect.reason);
    same('refusal', verification.reason, expect.refusal);
    same('advice', verification.advice, expect.advice);
    return found;
  }

  const { contentText, staffInfoText } = verification;
  const message = protocol.readMessage(contentText, read.envelope.msgType);
  same('verdict', 'verified', expect.verdict);
  same('dialect', verification.dialect, expect.dialect);
  same('weak', verification.weak, expect.weak ?? false);
  same('secret', verification.secret, expect.secret);
  same('ascii', verification.ascii, expect.ascii);
  same('kind', message.kind, expect.kind);
  same('presence of a check-in', message.checkIn !== null, message.kind === 'check-in');
  same('staffInfo', JSON.stringify(JSON.parse(staffInfoText)), canonical(read.envelope.staffInfo.text));
  for (const [path, expected] of Object.entries(expect.values ?? {})) {
    same(path, sourceOf(contentText, path, typeof expected), expected);
    const derived = DERIVED[path];
    if (message.checkIn === null || derived === undefined) continue;
    const shown = path === 'receiveBaseId' && expected !== null ? String(expected) : expected;
    same(derived, at(message.checkIn, derived), shown);
  }
  for (const [path, expected] of Object.entries(expect.checkIn ?? {})) same(path, at(message.checkIn, path), expected);
  return found;
}

function canonical(text: string): string {
  return JSON.stringify(JSON.parse(text));
}

/** The value at a path of the text: a number as a double or, where digits are expected, as its source; '(absent)' if there is none. */
function sourceOf(text: string, path: string, as: string): unknown {
  const keep = (_name: string, value: unknown, context?: { source?: string }): unknown =>
    typeof value === 'number' && as === 'string' ? context?.source : value;
  return at(JSON.parse(text, keep), path);
}

function at(value: unknown, path: string): unknown {
  let reached = value;
  for (const name of path.split('.')) {
    if (typeof reached !== 'object' || reached === null || !Object.hasOwn(reached, name)) return '(absent)';
    reached = (reached as Record<string, unknown>)[name];
  }
  return reached;
}
