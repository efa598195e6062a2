import { useEffect, useRef } from 'react';
import type { Status } from '../../shared/contract.ts';
import type { SetupSettings } from '../../shared/setup-settings.ts';
import { useBoard } from '../board/board-context.ts';
import { useIsManager } from '../ui/access.ts';
import { openPage, usePage } from '../ui/place.ts';

/**
 * Whether the set-up should be shown by itself: on a station without a secret to which nothing has ever come, and where it
 * was begun, until a message was accepted or somebody has said that it is done.
 */
export function isToBeSetUp(
  { step, isDone }: SetupSettings,
  { obstacle, lastAcceptedAt, quarantined }: Pick<Status, 'obstacle' | 'lastAcceptedAt' | 'quarantined'>,
): boolean {
  if (isDone || lastAcceptedAt !== null) return false;
  return step !== 'language' || (obstacle === 'no-secret' && quarantined === 0);
}

/** Opens the set-up over the board of a manager, once, where the station is not set up yet; whoever leaves it has left it. */
export function useFirstStart(): void {
  const isManager = useIsManager();
  const page = usePage();
  const isWanted = useBoard(({ status, settings }) =>
    status === null || settings === null ? null : isToBeSetUp(settings.setup, status),
  );
  const wasAsked = useRef(false);
  useEffect(() => {
    if (!isManager || isWanted === null || wasAsked.current) return;
    wasAsked.current = true;
    if (isWanted && page === null) openPage('setup');
  }, [isManager, isWanted, page]);
}
