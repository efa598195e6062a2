import { closeSync, openSync, readFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { type CheckInParts, signedCheckIn } from '../../support/messages.ts';
import { type StationParts, startTestStation, type TestStation, temporaryFolder } from '../../support/station.ts';
import { inspect } from '../durability/stored.ts';

let nextOrder = 700_000;

/** A shop whose station is stopped, damaged and started again, with the check-ins that were acknowledged to it. */
export class Shop {
  readonly #folder = temporaryFolder();
  readonly acknowledged = new Set<string>();
  #station: TestStation | null = null;
  #restarts: Promise<void> = Promise.resolve();

  get dataFolder(): string {
    return join(this.#folder.path, 'data');
  }

  /** Another disk, as far as a test can have one. */
  get elsewhere(): string {
    return this.#folder.path;
  }

  get database(): string {
    return join(this.dataFolder, 'forecourt.db');
  }

  get station(): TestStation {
    if (this.#station === null) throw new Error('no station runs');
    return this.#station;
  }

  /** Starts the station; one that has restored is started anew, as whoever runs it would. */
  async start(parts: StationParts = {}): Promise<TestStation> {
    const station = await startTestStation({
      restart: () => {
        this.#restarts = this.stop().then(async () => void (await this.start(parts)));
      },
      ...parts,
      dataFolder: this.dataFolder,
    });
    this.#station = station;
    return station;
  }

  async stop(): Promise<void> {
    await this.#station?.stop();
    this.#station = null;
  }

  /** Delivers check-ins, each of which must be acknowledged. Answers their service orders. */
  async receive(count: number, parts: CheckInParts = {}): Promise<string[]> {
    const orders = Array.from({ length: count }, () => String(nextOrder++));
    await Promise.all(
      orders.map(async (receiveBaseId) => {
        const { body, msgId } = signedCheckIn({ receiveBaseId: Number(receiveBaseId), ...parts });
        expect((await this.station.post(body)).status).toBe(200);
        this.acknowledged.add(msgId);
      }),
    );
    return orders;
  }

  async backUp(): Promise<string> {
    const { client } = this.station;
    const before = (await client.backups.state()).backups.length;
    await client.backups.now();
    const state = await this.idle();
    expect(state.problem, this.station.logged.join('')).toBeNull();
    // The list is read again in a thread of its own.
    await expect
      .poll(async () => (await client.backups.state()).backups.length, { timeout: 10_000 })
      .toBeGreaterThan(before);
    return (await client.backups.state()).backups[0]?.id ?? '';
  }

  async idle() {
    const { client } = this.station;
    await expect.poll(async () => (await client.backups.state()).work, { timeout: 20_000 }).toBeNull();
    return client.backups.state();
  }

  /** Restores, and waits for the station that has what was restored. */
  async restore(id: string | null, folder: string | null = null): Promise<void> {
    await this.restarted(({ client }) => client.backups.restore({ folder, id }));
  }

  /** Does what has the station started anew, and waits for the one that runs then. */
  async restarted(act: (before: TestStation) => Promise<unknown>): Promise<void> {
    const before = this.station;
    await act(before);
    await expect.poll(() => this.#station !== before && this.#station !== null, { timeout: 20_000 }).toBe(true);
    await this.#restarts;
  }

  /** Looks into the database of the stopped station: all that was acknowledged, and nothing wrong with it. */
  async expectAll(): Promise<void> {
    await this.stop();
    const { faults, messages } = inspect(this.dataFolder);
    expect(faults).toEqual([]);
    expect([...messages.keys()].sort()).toEqual([...this.acknowledged].sort());
  }

  async dispose(): Promise<void> {
    await this.stop();
    this.#folder.dispose();
  }
}

/** Overwrites bytes of a file, as a failing disk would. */
export function overwrite(path: string, at: number, bytes: Uint8Array): void {
  const file = openSync(path, 'r+');
  writeSync(file, bytes, 0, bytes.length, at);
  closeSync(file);
}

/** The place of a text in a file. */
export function placeOfText(path: string, text: string): number {
  const at = readFileSync(path).indexOf(text);
  expect(at, `${text} in ${path}`).toBeGreaterThan(-1);
  return at;
}
