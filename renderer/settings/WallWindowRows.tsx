import { NativeSelect } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { DesktopState } from '../../shared/desktop.ts';
import { identityOf, type WallWindowSettings } from '../../shared/desktop-settings.ts';
import { type Say, sayer } from '../../shared/i18n/say.ts';
import type { DesktopAround } from '../desktop/desktop.ts';
import { useDesktopSettings } from './desktop-settings.ts';
import { Remark, Row, SwitchRow } from './Row.tsx';
import { screenName, screenNames } from './screen-names.ts';

const SCREEN_LABEL = 'settings-wall-screen';
/** No screen's id. */
const BY_ITSELF = '';

/** The wall in a window of this PC: whether, on which screen, and how it stands. */
export function WallWindowRows({ around }: { around: DesktopAround }) {
  const { t } = useTranslation();
  const say = sayer(t);
  const { settings, failed, change } = useDesktopSettings(around);
  const { screens } = around.state;
  const { wall } = settings;
  const names = screenNames(screens, say);
  const present = presentScreen(around.state, wall);
  const covers = screens.find(({ id }) => id === present)?.isPrimary === true;

  function choose(value: string): void {
    const found = screens.find(({ id }) => String(id) === value);
    if (found === undefined && value !== BY_ITSELF) return;
    change({ wall: { ...wall, screen: found === undefined ? null : identityOf(found) } });
  }

  return (
    <>
      <SwitchRow
        label={t('settings.wall.window')}
        why={t('settings.wall.window-why')}
        isOn={wall.isOn}
        onChange={(isOn) => change({ wall: { ...wall, isOn } })}
        below={
          <>
            {failed('wall') && <Remark tone="red">{t('settings.app-failed')}</Remark>}
            {wall.isOn && <Standing state={around.state} wall={wall} say={say} />}
          </>
        }
      />
      <Row
        label={t('settings.wall.screen')}
        labelId={SCREEN_LABEL}
        below={covers && wall.isOn && <Remark tone="amber">{t('settings.wall.covers')}</Remark>}
      >
        <NativeSelect
          aria-labelledby={SCREEN_LABEL}
          value={wall.screen === null ? BY_ITSELF : String(present ?? wall.screen.id)}
          onChange={(event) => choose(event.currentTarget.value)}
        >
          <option value={BY_ITSELF}>{t('settings.wall.screen-auto')}</option>
          {screens.map(({ id }) => (
            <option key={id} value={String(id)}>
              {names.get(id)}
            </option>
          ))}
          {wall.screen !== null && present === null && (
            <option value={String(wall.screen.id)} disabled>
              {t('settings.wall.screen-gone', { name: screenName(wall.screen, screens.length, say) })}
            </option>
          )}
        </NativeSelect>
      </Row>
    </>
  );
}

/** How the wall stands, in words. */
function Standing({ state, wall, say }: { state: DesktopState; wall: WallWindowSettings; say: Say }) {
  const { t } = useTranslation();
  switch (state.wall.state) {
    case 'off':
      return null;
    case 'shown': {
      const name = screenNames(state.screens, say).get(state.wall.screen) ?? '';
      return <Remark tone="good">{t('settings.wall.shown', { name })}</Remark>;
    }
    case 'waiting':
      return (
        <Remark tone="amber">
          {wall.screen === null || state.screens.some(({ id }) => id === wall.screen?.id)
            ? t('settings.wall.waiting-second')
            : t('settings.wall.waiting', { name: screenName(wall.screen, state.screens.length, say) })}
        </Remark>
      );
  }
}

/** The id of the chosen screen, if it is there: the app knows it again also by other marks than its id. */
function presentScreen({ wall: shown, screens }: DesktopState, { screen }: WallWindowSettings): number | null {
  if (screen === null) return null;
  if (screens.some(({ id }) => id === screen.id)) return screen.id;
  return shown.state === 'shown' ? shown.screen : null;
}
