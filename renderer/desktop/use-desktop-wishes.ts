import { useEffect } from 'react';
import { openCheckIn } from '../check-in/open-check-in.ts';
import { openSettings } from '../settings/open-settings.ts';
import { getDesktop } from './desktop.ts';

/** Opens what somebody asked for outside of the page: the check-in of a notification, the settings in the app's menu. */
export function useDesktopWishes(): void {
  useEffect(() => {
    const desktop = getDesktop();
    if (desktop === null) return undefined;
    const stops = [desktop.onOpenCheckIn(openCheckIn), desktop.onOpenSettings(() => openSettings())];
    return () => {
      for (const stop of stops) stop();
    };
  }, []);
}
