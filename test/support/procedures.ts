import type { AnyContractProcedure } from '@orpc/contract';
import { contract } from '../../shared/contract.ts';

type Tree = AnyContractProcedure | { [name: string]: Tree };

function pathsOf(tree: Tree, path: string[] = []): string[] {
  if ('~orpc' in tree) return [path.join('/')];
  return Object.entries(tree).flatMap(([name, below]) => pathsOf(below, [...path, name]));
}

/** Every procedure of the contract, as `checkIns/move`. */
export const PROCEDURES = pathsOf(contract as unknown as Tree);
