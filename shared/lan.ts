import { z } from 'zod';

/** Why nobody can reach the board at an address of this PC; each has its own sentence. */
export const LanProblem = z.enum([
  /** Another program answers at this address and port. */
  'in-use',
  /** The system does not let Forecourt listen there. */
  'not-allowed',
  'failed',
]);
export type LanProblem = z.infer<typeof LanProblem>;

/** Whether and where the board can be reached from the shop's own network. */
export const LanState = z.object({
  isOpen: z.boolean(),
  by: z
    .enum(['setting', 'option'])
    .describe('what decides it: the setting, or the --host that the station was started with'),
  addresses: z
    .array(z.object({ address: z.string(), problem: LanProblem.nullable() }))
    .describe('as http://192.168.1.20:8791, the likeliest first'),
});
export type LanState = z.infer<typeof LanState>;
