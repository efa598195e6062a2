import { useTranslation } from 'react-i18next';
import { useCheckIn } from '../check-in/use-check-in.ts';
import { plateText } from '../ui/formats.ts';
import { Notice } from '../ui/Notice.tsx';
import { GalleryPhotos } from './GalleryPhotos.tsx';
import { closeGallery, useOpenPhoto } from './open-gallery.ts';
import { PhotoDialog } from './PhotoDialog.tsx';

/** The photos of a check-in over the whole window, while one of them is open. */
export function Gallery() {
  const open = useOpenPhoto();
  return open === null ? null : <GalleryDialog key={open.checkIn} checkIn={open.checkIn} index={open.index} />;
}

function GalleryDialog({ checkIn, index }: { checkIn: string; index: number }) {
  const { t } = useTranslation();
  const detail = useCheckIn(checkIn);
  const plate = detail.data === undefined ? '' : plateText(t, detail.data.plate);
  return (
    <PhotoDialog name="gallery" label={t('gallery.label', { plate })} checkIn={checkIn} onClose={closeGallery}>
      {detail.data !== undefined ? (
        <GalleryPhotos checkIn={detail.data} index={index} />
      ) : (
        <Notice title={t(detail.isError ? 'panel.failed' : 'panel.loading')} isBusy={!detail.isError} />
      )}
    </PhotoDialog>
  );
}
