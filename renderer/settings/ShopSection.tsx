import { NativeSelect } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { DistanceUnit } from '../../shared/shop.ts';
import { useClockText } from '../ui/clock.ts';
import { useFormats } from '../ui/formats.ts';
import { PlateStyles } from './PlateStyles.tsx';
import { Row } from './Row.tsx';
import { ShopName } from './ShopName.tsx';
import { StationSection } from './StationSection.tsx';
import { useSettings } from './station-settings.ts';
import { ZoneSelect } from './ZoneSelect.tsx';

const PLATES_LABEL = 'settings-shop-plates';
const UNIT_LABEL = 'settings-shop-unit';
const ZONE_LABEL = 'settings-shop-zone';

/** What the shop is called, and how plates, distances and times are written for it. */
export function ShopSection() {
  const { t } = useTranslation();
  const settings = useSettings('shop');
  const { change } = settings;
  const formats = useFormats();
  const time = useClockText((now) => formats.time(now));
  return (
    <StationSection id="shop" title={t('settings.shop')} what={<p>{t('settings.shop-what')}</p>} settings={settings}>
      {(shop, isDisabled) => (
        <>
          <ShopName name={shop.name} isDisabled={isDisabled} onChange={(name) => change((now) => ({ ...now, name }))} />
          <Row
            label={t('settings.shop.plates')}
            labelId={PLATES_LABEL}
            why={t('settings.shop.plates-why')}
            below={
              <PlateStyles
                labelId={PLATES_LABEL}
                chosen={shop.plateStyle}
                isDisabled={isDisabled}
                onChange={(plateStyle) => change((now) => ({ ...now, plateStyle }))}
              />
            }
          />
          <Row label={t('settings.shop.unit')} labelId={UNIT_LABEL} why={t('settings.shop.unit-why')}>
            <NativeSelect
              aria-labelledby={UNIT_LABEL}
              value={shop.distanceUnit}
              disabled={isDisabled}
              data={DistanceUnit.options.map((value) => ({ value, label: t(`settings.shop.unit.${value}`) }))}
              onChange={(event) => {
                const unit = DistanceUnit.safeParse(event.currentTarget.value);
                if (unit.success) change((now) => ({ ...now, distanceUnit: unit.data }));
              }}
            />
          </Row>
          <Row label={t('settings.shop.zone')} labelId={ZONE_LABEL} why={t('settings.shop.zone-why', { time })}>
            <ZoneSelect
              labelId={ZONE_LABEL}
              zone={shop.timeZone}
              isDisabled={isDisabled}
              onChange={(timeZone) => change((now) => ({ ...now, timeZone }))}
            />
          </Row>
        </>
      )}
    </StationSection>
  );
}
