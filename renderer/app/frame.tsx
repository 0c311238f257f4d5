import { useQuery } from '../engine/use-query.ts';
import { PaletteProvider } from '../features/command-palette/palette-provider.tsx';
import { Banner } from '../ui/banner.tsx';
import { ToastsOfPlace } from '../ui/toast.tsx';
import './frame.css';
import { LeavingDialog } from './leaving-dialog.tsx';
import { NavigationProvider, useNavigation } from './navigation.tsx';
import { entryOf } from './place.ts';
import { PlaceArea } from './place-area.tsx';
import { ReaderWarning } from './reader-warning.tsx';
import { SideBar } from './side-bar.tsx';
import { useConnection } from './use-connection.ts';
import { useFrameActions } from './use-frame-actions.ts';
import { useLeaving } from './use-leaving.ts';
import { useTheme } from './use-theme.ts';

/** The open window: side bar on the left, the place on the right. `notice` is a quiet line about the engine. */
export function Frame({ notice }: { readonly notice: string | null }) {
  return (
    <NavigationProvider>
      <FrameBody notice={notice} />
    </NavigationProvider>
  );
}

function FrameBody({ notice }: { readonly notice: string | null }) {
  const settings = useQuery('settings.get', {}, { refreshOn: ['settings.changed'] });
  const connection = useConnection();
  const leaving = useLeaving();
  const { place } = useNavigation();
  useTheme(settings.data?.theme ?? 'system');
  const actions = useFrameActions({ lock: leaving.lock });
  return (
    <PaletteProvider actions={actions.palette}>
      <ToastsOfPlace key={entryOf(place)} />
      <div className="frame">
        <SideBar
          settings={settings.data}
          connection={connection}
          onNewMessage={actions.newMessage}
          onLock={leaving.lock}
        />
        <main className="frame-place" id="place" tabIndex={-1}>
          <PlaceArea hasAccount={connection?.state !== 'none'} lock={leaving.lock} />
        </main>
      </div>
      {notice && (
        <div className="frame-notice">
          <Banner>{notice}</Banner>
        </div>
      )}
      {!notice && <ReaderWarning />}
      {leaving.asked && <LeavingDialog {...leaving.asked} onStay={leaving.stay} onLeave={leaving.leave} />}
    </PaletteProvider>
  );
}
