import { useTranslation } from 'react-i18next';
import { useDesktop } from '../desktop/desktop.ts';
import { CopyAddress } from '../ui/CopyAddress.tsx';
import { Remark, Row, SwitchRow } from './Row.tsx';
import { StationSection } from './StationSection.tsx';
import { useSettings } from './station-settings.ts';
import { WallWindowRows } from './WallWindowRows.tsx';

/** The board on a wall: where it is shown, and what everybody may read there. */
export function WallSection() {
  const { t } = useTranslation();
  const around = useDesktop();
  const settings = useSettings('wall');
  const { change } = settings;
  return (
    <StationSection id="wall" title={t('settings.wall')} what={<p>{t('settings.wall-what')}</p>} settings={settings}>
      {({ plates, photos }, isDisabled) => (
        <>
          {around !== null && <WallWindowRows around={around} />}
          <SwitchRow
            label={t('settings.wall.plates')}
            why={t('settings.wall.plates-why')}
            isOn={plates === 'masked'}
            isDisabled={isDisabled}
            onChange={(isOn) => change((now) => ({ ...now, plates: isOn ? 'masked' : 'whole' }))}
          />
          <SwitchRow
            label={t('settings.wall.photos')}
            why={t('settings.wall.photos-why')}
            isOn={photos}
            isDisabled={isDisabled}
            onChange={(isOn) => change((now) => ({ ...now, photos: isOn }))}
            below={plates === 'masked' && photos && <Remark tone="amber">{t('settings.wall.photos-plates')}</Remark>}
          />
          {around === null ? (
            <Row
              label={t('settings.wall.browser')}
              why={t('settings.wall.browser-why')}
              below={
                <CopyAddress
                  address={new URL('/wall.html', window.location.href).href}
                  label={t('settings.wall.browser-address')}
                />
              }
            />
          ) : (
            <Row label={t('settings.wall.browser')} why={t('settings.wall.browser-why-app')} />
          )}
        </>
      )}
    </StationSection>
  );
}
