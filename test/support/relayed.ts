import { vi } from 'vitest';
import { StationWriter } from '../../electron/station/store/writer.ts';

/**
 * Has the stations of this process store what they are sent as if a relay had had it for so long, in ms; until the answer is
 * called.
 */
export function relayedFor(ms: number): () => void {
  const { writeBatch } = StationWriter.prototype;
  const spy = vi.spyOn(StationWriter.prototype, 'writeBatch').mockImplementation(function (
    this: StationWriter,
    entries,
  ) {
    return writeBatch.call(
      this,
      entries.map((entry) =>
        entry.type === 'admit'
          ? {
              ...entry,
              message: { ...entry.message, receivedAt: entry.message.receivedAt - ms },
              facts: { ...entry.facts, origin: 'relay' },
            }
          : entry,
      ),
    );
  });
  return () => spy.mockRestore();
}
