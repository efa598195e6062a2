import { useTranslation } from 'react-i18next';
import type { CheckInDetail } from '../../shared/check-in.ts';
import { photoPath } from '../../shared/photo.ts';
import type { SheetPhotos } from '../../shared/sheet-settings.ts';
import { keyed } from '../ui/keyed.ts';
import styles from './Sheet.module.css';
import { type EntryPhotos, sheetPhotos } from './sheet-photos.ts';

/** Photos of one entry that are never parted by the end of a page: two lines of them. */
const KEPT_TOGETHER = { small: 12, large: 6 } as const;

/** Every damage entry of a visit with its photos; on the next page the table goes on under the same heads. */
export function SheetDamage({ checkIn, size }: { checkIn: CheckInDetail; size: SheetPhotos }) {
  const { t } = useTranslation();
  const photos = sheetPhotos(checkIn);
  if (checkIn.damage.length === 0) return <p className={styles.quiet}>{t('sheet.none')}</p>;
  return (
    <table className={styles.damage}>
      <thead>
        <tr>
          <th scope="col" className={styles.number}>
            {t('sheet.damage-number')}
          </th>
          <th scope="col" className={styles.where}>
            {t('sheet.damage-place')}
          </th>
          <th scope="col">{t('sheet.damage-what')}</th>
        </tr>
      </thead>
      {keyed(checkIn.damage, ({ position, positionName, describe }) => `${position} ${positionName} ${describe}`).map(
        ({ key, item: { positionName, describe } }, entry) => {
          const own = photos[entry] ?? { printed: [], missing: 0 };
          const isKept = size === 'none' || own.printed.length <= KEPT_TOGETHER[size];
          return (
            <tbody key={key} data-kept={isKept || undefined}>
              <tr>
                <td className={styles.number}>{entry + 1}</td>
                <td>
                  <bdi>{positionName ?? t('panel.damage-place-none')}</bdi>
                </td>
                <td>{describe === null ? '–' : <bdi>{describe}</bdi>}</td>
              </tr>
              <PhotoRow entry={entry} photos={own} size={size} />
            </tbody>
          );
        },
      )}
    </table>
  );
}

function PhotoRow({ entry, photos, size }: { entry: number; photos: EntryPhotos; size: SheetPhotos }) {
  const { t } = useTranslation();
  const count = photos.printed.length + photos.missing;
  if (count === 0) return null;
  return (
    <tr className={styles.photoRow}>
      <td />
      <td colSpan={2}>
        {size === 'none' ? (
          <p className={styles.quiet}>{t('sheet.photos-elsewhere', { count })}</p>
        ) : (
          <>
            {photos.printed.length > 0 && (
              <div className={styles.photos} data-size={size}>
                {photos.printed.map(({ sha256, address, number }) => (
                  <img
                    key={address}
                    src={photoPath(sha256, 'list')}
                    alt={t('sheet.photo-alt', { number, entry: entry + 1 })}
                    decoding="sync"
                  />
                ))}
              </div>
            )}
            {photos.missing > 0 && (
              <p className={styles.quiet}>{t('sheet.photos-missing', { count: photos.missing })}</p>
            )}
          </>
        )}
      </td>
    </tr>
  );
}
