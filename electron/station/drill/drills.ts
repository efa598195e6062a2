import type { Logger } from 'pino';
import type { Card } from '../../../shared/check-in.ts';
import { Drill, type DrillObstacle, type DrillRun, type DrillState } from '../../../shared/drill.ts';
import type { BoardSettings } from '../../../shared/settings.ts';
import { instant } from '../instant.ts';
import type { Judgement } from '../intake/judge.ts';
import { DrillField, type FieldParts, type StepResult } from './drill-field.ts';
import { DRILL_TEMPO, type DrillTempo, LONGEST_DRILL_MS, PLANS, type PlanStep } from './plans.ts';
import { testCard } from './test-card.ts';
import { makeTestMessage } from './test-message.ts';

/** The answer to who started it comes first, in ms. */
const KILL_AFTER_MS = 200;

export type DrillParts = Pick<FieldParts, 'callback' | 'network' | 'light' | 'capture'> & {
  /** That AutoX3 signs with now; null while there is none. */
  secret: () => string | null;
  /** Whether a check-in would be accepted now. */
  accepts: () => boolean;
  isPublic: () => boolean;
  way: FieldParts['way'] & { readonly canCut: boolean };
  settings: () => BoardSettings;
  /** A test card has come or changed; or all are gone, so that every board begins anew. */
  cardChanged: (id: string, cause: 'arrived' | 'updated') => void;
  cardsGone: () => void;
  /** Ends this process as a crash does; undefined where nothing would start it again. */
  kill?: (() => void) | undefined;
  now: () => number;
  msgId: () => string;
  log: Logger;
  tempo?: Partial<DrillTempo> | undefined;
};

/**
 * Tries out how messages are received, one drill at a time: with messages that are signed with the real secret, go out
 * through the real address and are judged like any other, but whose cards are in memory alone. Nothing of a drill is stored.
 */
export class Drills {
  readonly #parts: DrillParts;
  /** Test messages of this run of the station, for good: one that comes late is still none of AutoX3's. */
  readonly #sent = new Map<string, DrillField>();
  #field: DrillField | null = null;
  #run: DrillRun | null = null;
  #ending = new AbortController();
  #ended: Promise<void> = Promise.resolve();
  #cards = 0;

  constructor(parts: DrillParts) {
    this.#parts = parts;
  }

  /** Takes a judged message that this station sent itself; false for every other one. */
  take(judgement: Judgement): boolean {
    const msgId = judgement.type === 'admitted' ? judgement.message.msgId : judgement.msgId;
    const field = msgId === null ? undefined : this.#sent.get(msgId);
    field?.arrived(judgement, (message) => testCard(-(this.#cards + 1), message, this.#parts.settings()));
    return field !== undefined;
  }

  /** The cards that are on the boards while a drill runs. */
  get cards(): Card[] {
    const card = this.#field?.card ?? null;
    return card === null ? [] : [card];
  }

  card(id: string): Card | null {
    return this.cards.find((card) => card.id === id) ?? null;
  }

  /** A board draws these, or a ring has sounded for them. */
  happened(step: 'shown' | 'rung', ids: readonly string[]): void {
    const field = this.#field;
    if (field?.card == null || !ids.includes(field.card.id)) return;
    if (step === 'shown') field.isShown = true;
    else field.isRung = true;
    field.look();
  }

  /** The way from outside stands differently. */
  look(): void {
    this.#field?.look();
  }

  get state(): DrillState {
    const obstacles: DrillState['obstacles'] = {};
    for (const drill of Drill.options) {
      const obstacle = this.#obstacle(drill);
      if (obstacle !== null) obstacles[drill] = obstacle;
    }
    const { callback, isPublic } = this.#parts;
    return { run: this.#run, obstacles, address: new URL(callback()).origin, isPublic: isPublic() };
  }

  /** Starts one; what stands in its way, or null. */
  start(drill: Drill): DrillObstacle | null {
    const obstacle = this.#obstacle(drill);
    if (obstacle !== null) return obstacle;
    const { now, kill, log } = this.#parts;
    const steps =
      drill === 'killed' ? (['ended', 'started-again'] as const) : PLANS[drill].steps.map(({ step }) => step);
    const run: DrillRun = {
      drill,
      startedAt: instant(now()),
      isOver: false,
      card: null,
      steps: steps.map((step) => ({ step, state: 'waiting', problem: null })),
    };
    this.#run = run;
    log.info({ drill }, 'a drill begins');
    if (drill === 'killed') setTimeout(() => kill?.(), KILL_AFTER_MS);
    else this.#ended = this.#follow(run, drill);
    return null;
  }

  /** Ends the drill that runs, and waits until nothing is left of it. */
  async cancel(): Promise<void> {
    this.#ending.abort();
    await this.#ended;
  }

  async #follow(run: DrillRun, drill: keyof typeof PLANS): Promise<void> {
    const { content, steps } = PLANS[drill];
    this.#ending = new AbortController();
    const signal = AbortSignal.any([this.#ending.signal, AbortSignal.timeout(LONGEST_DRILL_MS)]);
    const field = this.#makeField(run, content, signal);
    this.#field = field;
    for (const [index, step] of steps.entries()) {
      const told = run.steps[index];
      if (told === undefined || !(await this.#take(field, step, told))) break;
    }
    for (const told of run.steps) if (told.state === 'waiting') told.state = 'skipped';
    field.mend();
    this.#field = null;
    this.#ending.abort();
    run.isOver = true;
    run.card = null;
    if (field.cards > 0) this.#parts.cardsGone();
    this.#parts.log.info({ drill, steps: run.steps.map(({ step, state }) => `${step}: ${state}`) }, 'a drill is over');
  }

  #makeField(run: DrillRun, content: Parameters<typeof makeTestMessage>[3], signal: AbortSignal): DrillField {
    const { secret, now, msgId, tempo, cardChanged, ...parts } = this.#parts;
    const message = makeTestMessage(msgId(), secret() ?? '', now(), content);
    const field: DrillField = new DrillField({
      ...parts,
      message,
      signal,
      tempo: { ...DRILL_TEMPO, ...tempo },
      cardChanged: (cause) => {
        if (cause === 'arrived') this.#cards += 1;
        run.card = field.card?.id ?? null;
        if (run.card !== null) cardChanged(run.card, cause);
      },
    });
    this.#sent.set(message.msgId, field);
    return field;
  }

  /** Whether a step has come right. */
  async #take(field: DrillField, { run }: PlanStep, told: DrillRun['steps'][number]): Promise<boolean> {
    told.state = 'running';
    let result: StepResult;
    try {
      result = await run(field);
    } catch {
      // The drill was ended.
      told.state = 'skipped';
      return false;
    }
    told.state = result === true ? 'done' : 'failed';
    told.problem = typeof result === 'string' ? result : null;
    return result === true;
  }

  #obstacle(drill: Drill): DrillObstacle | null {
    const { secret, accepts, way, kill } = this.#parts;
    if (this.#run !== null && !this.#run.isOver) return 'running';
    if (drill === 'killed') return kill === undefined ? 'not-supervised' : null;
    if (secret() === null || !accepts()) return 'not-accepting';
    return drill === 'tunnel' && !way.canCut ? 'no-tunnel' : null;
  }
}
