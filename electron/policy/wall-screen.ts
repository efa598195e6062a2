import type { ScreenIdentity } from '../../shared/desktop-settings.ts';

/**
 * Which of the screens the wall goes to; null when it has to wait for its screen. `others` are screens that were seen beside
 * the chosen one, so that they cannot be it, however alike they look.
 *
 * The screen is known by its id as long as its label is the same, too: after a restart of the PC another monitor may have
 * that id. Then by label, size and place, as far as they say enough. Unless somebody chose the main screen, the wall never
 * goes to the only one that is left: somebody works there.
 */
export function findScreen<Screen extends ScreenIdentity>(
  chosen: ScreenIdentity | null,
  screens: readonly Screen[],
  others: ReadonlySet<number>,
): Screen | null {
  if (screens.length < 2 && chosen?.isPrimary !== true) return null;
  if (chosen === null) return screens.find(({ isPrimary }) => !isPrimary) ?? null;
  const byId = screens.find((screen) => screen.id === chosen.id && couldBe(screen, chosen));
  if (byId !== undefined) return byId;
  const alike = screens.filter((screen) => !others.has(screen.id) && screen.isPrimary === chosen.isPrimary);
  const inPlace = alike.find((screen) => couldBe(screen, chosen) && isSamePlace(screen, chosen));
  if (inPlace !== undefined || chosen.label === '') return inPlace ?? null;
  const labelled = alike.filter(({ label }) => label === chosen.label);
  return labelled.find((screen) => isSameSize(screen, chosen)) ?? labelled[0] ?? null;
}

/** Some systems tell no labels: then a label proves nothing. */
function couldBe(screen: ScreenIdentity, chosen: ScreenIdentity): boolean {
  return screen.label === chosen.label || screen.label === '' || chosen.label === '';
}

function isSameSize(screen: ScreenIdentity, { width, height }: ScreenIdentity): boolean {
  return screen.width === width && screen.height === height;
}

function isSamePlace(screen: ScreenIdentity, chosen: ScreenIdentity): boolean {
  return screen.x === chosen.x && screen.y === chosen.y && isSameSize(screen, chosen);
}
