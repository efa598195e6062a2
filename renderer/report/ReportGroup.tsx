import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { CheckInDetail } from '../../shared/check-in.ts';
import type { CheckGroup } from '../../shared/health-report.ts';
import type { Photo } from '../../shared/photo.ts';
import { LongText } from '../check-in/LongText.tsx';
import { galleryPhotos } from '../photos/gallery-photos.ts';
import { openPhoto } from '../photos/open-gallery.ts';
import { Thumbnail } from '../photos/Thumbnail.tsx';
import { plateText } from '../ui/formats.ts';
import { keyed } from '../ui/keyed.ts';
import { OutsideLink } from '../ui/OutsideLink.tsx';
import { CheckPointList } from './CheckPointList.tsx';
import styles from './Report.module.css';

/** Check points that belong together, with the technician's comment, photos and videos. */
export function ReportGroup({
  checkIn,
  group,
  photos,
}: {
  checkIn: CheckInDetail;
  group: CheckGroup;
  /** In the order of the group's addresses; none where they are not fetched. */
  photos: readonly Photo[];
}) {
  const { t } = useTranslation();
  const all = useMemo(() => galleryPhotos(checkIn), [checkIn]);
  const plate = plateText(t, checkIn.plate);
  const own = [...new Set(group.photos)].flatMap((address) => {
    const index = all.findIndex((photo) => photo.address === address);
    const photo = photos[group.photos.indexOf(address)];
    return index < 0 || photo === undefined ? [] : [{ address, photo, index }];
  });
  return (
    <div className={styles.group}>
      {group.comment !== null && (
        <p className={styles.comment}>
          <LongText text={group.comment} />
        </p>
      )}
      <CheckPointList checkPoints={group.checkPoints} />
      {own.length > 0 && (
        <div className={styles.photos}>
          {own.map(({ address, photo, index }) => (
            <Thumbnail
              key={address}
              photo={photo}
              label={t('report.photo', { plate, number: index + 1, count: all.length })}
              onOpen={() => openPhoto({ checkIn: checkIn.id, index })}
            />
          ))}
        </div>
      )}
      {group.videos.length > 0 && (
        <ul className={styles.links}>
          {keyed(group.videos, (address) => address).map(({ key, item: address }, index) => (
            <li key={key}>
              <OutsideLink address={address}>{t('report.video', { number: index + 1 })}</OutsideLink>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
