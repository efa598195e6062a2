import type { ScreenView } from '../../shared/desktop.ts';
import type { ScreenIdentity } from '../../shared/desktop-settings.ts';
import type { Say } from '../../shared/i18n/say.ts';
import { isolated } from '../../shared/isolated.ts';

/** Where a screen stands, seen from the main one. */
export type ScreenPlace = 'main' | 'left' | 'right' | 'above' | 'below';

/** Where a screen stands: beside the main one or, where it begins and ends within its width, above or below. */
export function placeOf(screen: ScreenIdentity, main: ScreenIdentity): ScreenPlace {
  if (screen.id === main.id) return 'main';
  if (screen.x >= main.x + main.width) return 'right';
  if (screen.x + screen.width <= main.x) return 'left';
  return screen.y < main.y ? 'above' : 'below';
}

/** The screens by their ids, each as a person knows it: its label or number, its size in its own pixels, its place. */
export function screenNames(screens: readonly ScreenView[], say: Say): ReadonlyMap<number, string> {
  const [main] = screens;
  if (main === undefined) return new Map();
  return new Map(
    screens.map((screen, index) => [
      screen.id,
      say('settings.wall.screen-option', {
        name: screenName(screen, index, say),
        width: screen.pixels.width,
        height: screen.pixels.height,
        place: say(`settings.wall.place.${placeOf(screen, main)}`),
      }),
    ]),
  );
}

/** What a screen calls itself; some systems tell no name. */
export function screenName({ label }: ScreenIdentity, index: number, say: Say): string {
  return label === '' ? say('settings.wall.screen-number', { number: index + 1 }) : isolated(label);
}
