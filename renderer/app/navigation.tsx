import { createContext, type ReactNode, useCallback, useContext, useMemo, useState } from 'react';
import { inbox, type Place } from './place.ts';

export type Navigation = {
  readonly place: Place;
  /** Goes there; the place before is kept for `back`. */
  readonly go: (place: Place) => void;
  /** Changes the place without a step back: another thread of the same list. */
  readonly replace: (place: Place) => void;
  /** One step back; from the first place to the inbox. */
  readonly back: () => void;
};

const NavigationContext = createContext<Navigation | null>(null);

const longestPast = 50;

/** Holds where a person is; once, around the frame. */
export function NavigationProvider({
  start = inbox,
  children,
}: {
  readonly start?: Place;
  readonly children: ReactNode;
}) {
  const [past, setPast] = useState<readonly Place[]>([]);
  const [place, setPlace] = useState<Place>(start);
  const go = useCallback(
    (next: Place) => {
      setPast((before) => [...before.slice(-longestPast), place]);
      setPlace(next);
    },
    [place],
  );
  const back = useCallback(() => {
    setPlace(past.at(-1) ?? inbox);
    setPast(past.slice(0, -1));
  }, [past]);
  const value = useMemo(() => ({ place, go, replace: setPlace, back }), [place, go, back]);
  return <NavigationContext value={value}>{children}</NavigationContext>;
}

/** Where a person is, and how to go elsewhere. */
export function useNavigation(): Navigation {
  const navigation = useContext(NavigationContext);
  if (!navigation) throw new Error('useNavigation stands outside NavigationProvider');
  return navigation;
}
