import { implement } from '@orpc/server';
import { contract } from '../../../shared/contract.ts';
import type { DoctorCheck } from '../../../shared/doctor.ts';
import type { RouterContext } from './router.ts';

/** What the Doctor's procedure works on. */
export type DoctorRouterParts = { doctor: () => Promise<DoctorCheck[]> };

/** The part of the contract that looks at everything on which receiving rests. */
export function createDoctorRouter({ doctor }: DoctorRouterParts) {
  const os = implement({ doctor: contract.doctor }).$context<RouterContext>();
  return os.router({ doctor: { run: os.doctor.run.handler(doctor) } });
}
