/** A partial of a struck bell: its frequency and strength relative to the tone, and how fast it dies away, in s. */
type Partial = { ratio: number; gain: number; decay: number };

/** A small desk bell: a clear tone with its octave, and above them the odd partials that make it metal. */
const BELL: readonly Partial[] = [
  { ratio: 1, gain: 0.5, decay: 0.5 },
  { ratio: 2, gain: 0.22, decay: 0.32 },
  { ratio: 2.76, gain: 0.1, decay: 0.16 },
  { ratio: 5.4, gain: 0.05, decay: 0.06 },
];

/** Two strikes, a third apart downwards (E6, C6): high enough for a noisy workshop, too low to be shrill. */
const STRIKES = [
  { at: 0, tone: 1318.5 },
  { at: 0.24, tone: 1046.5 },
] as const;

const ATTACK = 0.004;
const LENGTH = 1.2;
/** At full volume the loudest moment comes to nine tenths of full scale; a test looks. */
const MASTER = 1.02;

/**
 * Plays the ring once, from now: 1.2 s of Web Audio made on the spot. `volume` is from 0 to 1. Resolves when the last of it
 * has been played; a context that does not run never gets there.
 */
export function playRing(context: BaseAudioContext, volume: number): Promise<void> {
  const start = context.currentTime;
  const out = context.createGain();
  out.gain.setValueAtTime(MASTER * Math.min(1, Math.max(0, volume)), start);
  // The very end is faded, or it would click.
  out.gain.setTargetAtTime(0, start + LENGTH - 0.06, 0.015);
  out.connect(context.destination);
  const ends: Promise<void>[] = [];
  for (const { at, tone } of STRIKES) {
    for (const { ratio, gain, decay } of BELL) {
      const oscillator = context.createOscillator();
      oscillator.frequency.value = tone * ratio;
      const envelope = context.createGain();
      envelope.gain.setValueAtTime(0, start + at);
      envelope.gain.linearRampToValueAtTime(gain, start + at + ATTACK);
      envelope.gain.setTargetAtTime(0, start + at + ATTACK, decay / 2);
      oscillator.connect(envelope).connect(out);
      oscillator.start(start + at);
      oscillator.stop(start + LENGTH);
      ends.push(new Promise((resolve) => oscillator.addEventListener('ended', () => resolve(), { once: true })));
    }
  }
  return Promise.all(ends).then(() => {});
}
