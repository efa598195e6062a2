import { useEffect } from 'react';
import { isTyping } from './is-typing.ts';
import { usePlaces } from './Places.tsx';
import { openPage } from './place.ts';

/** One key for each place, while nobody types. */
export function usePlaceKeys(): void {
  const places = usePlaces();
  useEffect(() => {
    function onKeyDown(event: KeyboardEvent): void {
      if (event.defaultPrevented || event.repeat || isTyping(event.target)) return;
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      const place = places.find(({ key }) => key === event.key.toLowerCase());
      if (place === undefined) return;
      event.preventDefault();
      openPage(place.page);
    }
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [places]);
}
