import { useQuery } from '@tanstack/react-query';
import type { TFunction } from 'i18next';
import type { PlatformFailure, PlatformState } from '../../shared/platform.ts';
import { useBoard, useParts } from '../board/board-context.ts';

/** Under this the page keeps how access to the platform stands. */
export const PLATFORM_KEY = 'platform-state';

/** How access to AutoX3's platform stands; null before the station has said so. */
export function usePlatformState(): PlatformState | null {
  const { client } = useParts();
  const settings = useBoard((state) => state.settings?.platform ?? null);
  const isLive = useBoard((state) => state.connection.state === 'live');
  const { data } = useQuery({
    // With other settings it stands otherwise.
    queryKey: [PLATFORM_KEY, settings],
    queryFn: ({ signal }) => client.platform.state(undefined, { signal }),
    enabled: isLive,
    staleTime: 0,
  });
  return data ?? null;
}

/** Why AutoX3 gave no answer that can be used, and what to do. */
export function failureText(t: TFunction, { problem, code }: PlatformFailure): string {
  return t(`platform.problem.${problem}`, { code: code ?? '' });
}
