import { useEffect } from 'react';

/** Calls when the page is left: the browser may keep it whole, to show it again on the way back. */
export function usePageLeft(onLeft: () => void): void {
  useEffect(() => {
    addEventListener('pagehide', onLeft);
    return () => removeEventListener('pagehide', onLeft);
  }, [onLeft]);
}
