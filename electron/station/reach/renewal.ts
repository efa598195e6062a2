import type { TunnelProblem } from '../../../shared/reach.ts';
import type { Judged } from './certificate.ts';
import type { CertificateInUse } from './tunnel.ts';

/** A certificate and its key, both PEM. */
export type Pair = { cert: string; key: string };

/** What a look at the files comes to: the certificate in use, and a pair that takes its place; or why there is none any more. */
export type Look =
  | { type: 'goes-on'; inUse: CertificateInUse; renewed: Pair | null }
  | { type: 'over'; problem: TunnelProblem };

/** Follows the files of a certificate while it is in use. What cannot be used of them changes nothing until that ends. */
export class Renewal {
  readonly #judge: (pair: Pair) => Judged;
  #inUse: Pair;
  #seen: TunnelProblem | null = null;

  constructor(inUse: Pair, judge: (pair: Pair) => Judged) {
    this.#inUse = inUse;
    this.#judge = judge;
  }

  /** The files hold this now; null where they cannot be read. */
  look(found: Pair | null): Look {
    const judged: Judged = found === null ? { ok: false, problem: 'certificate-unreadable' } : this.#judge(found);
    const problem = judged.ok ? null : judged.problem;
    const isOther = found?.cert !== this.#inUse.cert || found.key !== this.#inUse.key;
    const renewed = judged.ok && isOther ? found : null;
    this.#inUse = renewed ?? this.#inUse;
    const own = this.#judge(this.#inUse);
    if (!own.ok) return { type: 'over', problem: problem ?? own.problem };
    // Half written, or gone for a moment: what is so at the next look as well is said.
    const unusable = problem === this.#seen ? problem : null;
    this.#seen = problem;
    return { type: 'goes-on', inUse: { endsAt: own.endsAt, unusable }, renewed };
  }
}
