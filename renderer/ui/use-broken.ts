import { useState } from 'react';

/**
 * Whether a picture could not be shown, and how to say so. Forgotten when the page is live again: the picture may have been
 * asked for when there was nobody to answer.
 */
export function useBroken(sha256: string | null, isLive: boolean): [isBroken: boolean, setBroken: () => void] {
  const [wasLive, setWasLive] = useState(isLive);
  const [broken, setBroken] = useState<string | null>(null);
  if (isLive !== wasLive) {
    setWasLive(isLive);
    if (isLive) setBroken(null);
  }
  return [sha256 !== null && sha256 === broken, () => setBroken(sha256)];
}
