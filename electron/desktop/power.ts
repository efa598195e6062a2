import { powerMonitor, powerSaveBlocker } from 'electron';

/** Keeps the PC from falling asleep by itself while check-ins are received; the screen may go dark. */
export class AwakeWhileReceiving {
  #blocker: number | null = null;

  update(isReceiving: boolean): void {
    if (isReceiving && this.#blocker === null) this.#blocker = powerSaveBlocker.start('prevent-app-suspension');
    if (isReceiving || this.#blocker === null) return;
    powerSaveBlocker.stop(this.#blocker);
    this.#blocker = null;
  }
}

/** Hears of sleep, of waking up and of the system's end. */
export function watchPower(told: { suspend: () => void; resume: () => void; shutdown: () => void }): void {
  powerMonitor.on('suspend', told.suspend);
  powerMonitor.on('resume', told.resume);
  powerMonitor.on('shutdown', told.shutdown);
}
