import { type KeyboardEvent, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { focusCheckIn } from '../board/focus.ts';
import { useCheckIn } from '../check-in/use-check-in.ts';
import { plateText } from '../ui/formats.ts';
import { Icon } from '../ui/Icon.tsx';
import { Notice } from '../ui/Notice.tsx';
import styles from './Gallery.module.css';
import { GalleryPhotos } from './GalleryPhotos.tsx';
import { closeGallery, useOpenPhoto } from './open-gallery.ts';

/** The photos of a check-in over the whole window, while one of them is open. */
export function Gallery() {
  const open = useOpenPhoto();
  return open === null ? null : <GalleryDialog key={open.checkIn} checkIn={open.checkIn} index={open.index} />;
}

function GalleryDialog({ checkIn, index }: { checkIn: string; index: number }) {
  const { t } = useTranslation();
  const dialog = useRef<HTMLDialogElement>(null);
  const detail = useCheckIn(checkIn);

  useEffect(() => {
    const element = dialog.current;
    const before = document.activeElement;
    element?.showModal();
    element?.focus();
    return () => {
      element?.close();
      if (before instanceof HTMLElement && before.isConnected && before !== document.body) before.focus();
      else focusCheckIn(checkIn);
    };
  }, [checkIn]);

  useEffect(() => {
    // What had the focus may be gone with the photo before; outside of the dialog its keys would be the board's.
    if (dialog.current?.contains(document.activeElement) === false) dialog.current.focus();
  });

  function onKeyDown(event: KeyboardEvent): void {
    if (event.key !== 'Escape') return;
    // Else the browser would close the dialog alone, and leave its step in the history.
    event.preventDefault();
    closeGallery();
  }

  return (
    <dialog
      ref={dialog}
      className={styles.gallery}
      // Photos are looked at on a dark ground in both themes.
      data-mantine-color-scheme="dark"
      data-gallery=""
      tabIndex={-1}
      aria-modal="true"
      aria-label={t('gallery.label', { plate: detail.data === undefined ? '' : plateText(t, detail.data.plate) })}
      onKeyDown={onKeyDown}
      onCancel={(event) => {
        event.preventDefault();
        closeGallery();
      }}
    >
      <button
        type="button"
        className={styles.close}
        aria-label={t('panel.close')}
        title={t('panel.close')}
        onClick={closeGallery}
      >
        <Icon name="close" size={20} />
      </button>
      {detail.data !== undefined ? (
        <GalleryPhotos checkIn={detail.data} index={index} />
      ) : (
        <Notice title={t(detail.isError ? 'panel.failed' : 'panel.loading')} isBusy={!detail.isError} />
      )}
    </dialog>
  );
}
