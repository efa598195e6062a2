import { readEnvelope } from '../station/autox3/envelope.ts';
import { ANSWERS, type Answer } from '../station/intake/answers.ts';
import { type IntakePolicy, type Judgement, judge, sha256 } from '../station/intake/judge.ts';
import { UnverifiedLimit } from '../station/intake/unverified-limit.ts';
import type { Broker } from './broker.ts';
import type { Ledger } from './ledger.ts';
import type { BrandCounts, RelayMetrics } from './metrics.ts';
import { messageStream, messageSubject, shopToken, unverifiedStream, unverifiedSubject } from './names.ts';
import { type Place, placesFor } from './places.ts';
import { NotAcknowledged, type Outgoing } from './publisher.ts';
import type { RareLog } from './rare-log.ts';
import type { RelayBrand } from './relay-config.ts';
import { shopOf } from './shop-of.ts';

const SENTENCE = 'a message could not be given to the broker, and AutoX3 was told to try again';
const UNSERVED = 'relay.json has no desk for this shop: until it has, every desk of the brand is given its messages';
/** So many such shops are named in the log: store ids are a stranger's text. */
const MOST_NAMED = 100;

/** What takes a brand's messages; `clock.now` is ms since 1970, `clock.elapsed` ms on a monotonic clock. */
export type BrandParts = {
  brand: RelayBrand;
  broker: Pick<Broker, 'publish'>;
  ledger: Pick<Ledger, 'offered'>;
  counts: BrandCounts;
  metrics: Pick<RelayMetrics, 'refused'>;
  log: RareLog;
  clock: { now: () => number; elapsed: () => number };
};

/** Judges what came for one brand as a desk does, and has the broker keep it. */
export class BrandIntake {
  readonly #parts: BrandParts;
  readonly #policy: IntakePolicy;
  readonly #limit: UnverifiedLimit;
  readonly #placeOf: (storeId: string | null) => Place;
  readonly #unserved = new Set<string>();

  constructor(parts: BrandParts) {
    this.#parts = parts;
    this.#limit = new UnverifiedLimit(parts.clock.elapsed());
    this.#placeOf = placesFor(parts.brand.desks);
    const { appSecret, previousSecret, takesWeakSignatures, dialect } = parts.brand;
    this.#policy = {
      currentSecret: appSecret,
      previousSecret,
      // Who takes it out of the file ends it.
      previousEnds: Number.POSITIVE_INFINITY,
      pin: dialect ?? null,
      weakSignatures: takesWeakSignatures ? 'on' : 'off',
      weakEnded: [],
      trustPath: false,
    };
  }

  /** Notes that a message is offered; see {@link Ledger.offered}. */
  offered(): (isKept: boolean) => void {
    return this.#parts.ledger.offered();
  }

  /** Answers once the broker has acknowledged the message. Never rejects but for a bug. */
  async take(body: Uint8Array): Promise<Answer> {
    const judgement = judge(body, this.#policy, this.#parts.clock.now());
    return judgement.type === 'rejected' ? this.#keepUnverified(body, judgement) : this.#keep(body, judgement);
  }

  async #keep(body: Uint8Array, { message, texts }: Extract<Judgement, { type: 'admitted' }>): Promise<Answer> {
    const { brand, counts } = this.#parts;
    const shop = message.checkIn?.storeId ?? shopOf(texts);
    const { token, isServed } = this.#placeOf(shop);
    const isKnown = await this.#publish({
      stream: messageStream(brand.name),
      subject: messageSubject(brand.name, token, message.kind),
      body,
      id: message.msgId,
    });
    if (isKnown === null) return ANSWERS.notStored;
    if (isKnown) counts.repeat();
    else counts.accepted();
    if (!isKnown && !isServed) this.#tellUnserved(shopToken(shop));
    return ANSWERS.accepted;
  }

  /** Counts a message of a shop that no desk has, and names the shop once. */
  #tellUnserved(shop: string): void {
    const { brand, counts, log } = this.#parts;
    counts.unserved();
    if (this.#unserved.has(shop) || this.#unserved.size >= MOST_NAMED) return;
    this.#unserved.add(shop);
    log.warn(UNSERVED, { brand: brand.name, shop });
  }

  /** Which secret is right a desk may know better, and a person decides: so a desk gets the bytes, too. */
  async #keepUnverified(body: Uint8Array, { httpStatus }: Extract<Judgement, { type: 'rejected' }>): Promise<Answer> {
    const { brand, clock, counts, metrics } = this.#parts;
    if (!this.#limit.take(clock.elapsed())) {
      metrics.refused('too-many-unverified');
      return ANSWERS.tooMany;
    }
    const read = readEnvelope(body);
    const shop = read.ok
      ? shopOf({ content: read.envelope.content.text, staffInfo: read.envelope.staffInfo.text })
      : null;
    const isKnown = await this.#publish({
      stream: unverifiedStream(brand.name),
      subject: unverifiedSubject(brand.name, this.#placeOf(shop).token),
      body,
      id: sha256(body).toString('hex'),
    });
    if (isKnown === null) return ANSWERS.notStored;
    counts.unverified();
    return httpStatus === 400 ? ANSWERS.shape : ANSWERS.signature;
  }

  /** Whether the broker knew the message already; null where it did not acknowledge it. */
  async #publish(message: Outgoing): Promise<boolean | null> {
    const { brand, broker, counts, clock, log } = this.#parts;
    const since = clock.elapsed();
    try {
      const { isKnown } = await broker.publish(message);
      counts.acknowledgedAfter((clock.elapsed() - since) / 1_000);
      return isKnown;
    } catch (error) {
      if (!(error instanceof NotAcknowledged)) throw error;
      counts.failed(error.why);
      log.warn(SENTENCE, { brand: brand.name, reason: error.message });
      return null;
    }
  }
}
