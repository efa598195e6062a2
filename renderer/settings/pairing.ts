import { useQueryClient } from '@tanstack/react-query';
import type { Pairing } from '../../shared/device.ts';
import type { LanState } from '../../shared/lan.ts';
import { useParts } from '../board/board-context.ts';
import type { StationClient } from '../station-client.ts';
import { type Act, useAct } from '../ui/use-act.ts';
import { useAnswer } from './use-answer.ts';

const ANSWER_TIMEOUT_MS = 8_000;

/** Whether and where the board is open in the network; null before the station has said so. */
export function useLan(): LanState | null {
  return useAnswer('lan', ({ lan }, signal) => lan.state(undefined, { signal }));
}

/** The paired devices and open invites; null before the station has told them. */
export function usePairing(): Pairing | null {
  return useAnswer('pairing', ({ devices }, signal) => devices.list(undefined, { signal }));
}

/** Asks the station for a change of the devices, after which the list shows it. */
export interface PairingAct {
  readonly state: Act['state'];
  run(work: (devices: StationClient['devices'], options: { signal: AbortSignal }) => Promise<unknown>): void;
}

/** A change of the devices that has not been asked for yet. */
export function usePairingAct(): PairingAct {
  const { client } = useParts();
  const queries = useQueryClient();
  const act = useAct();
  return {
    state: act.state,
    run: (work) =>
      act.run(async () => {
        try {
          await work(client.devices, { signal: AbortSignal.timeout(ANSWER_TIMEOUT_MS) });
        } finally {
          await queries.invalidateQueries({ queryKey: ['pairing'] });
        }
      }),
  };
}
