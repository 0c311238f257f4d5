import { useState } from 'react';
import { useQuery } from '../engine/use-query.ts';
import { kitText } from '../text/kit.ts';
import { readerText } from '../text/sealed-forms.ts';
import { Banner } from '../ui/banner.tsx';
import { Button } from '../ui/button.tsx';
import { useNavigation } from './navigation.tsx';

/** The reading page on the website is not the one that was exported: said wherever the person is, until they have seen it. */
export function ReaderWarning() {
  const { go, place } = useNavigation();
  const { data: reader } = useQuery('reader.get', {}, { refreshOn: ['reader.changed'] });
  const [seen, setSeen] = useState<number | null>(null);
  if (reader?.state !== 'differs' || reader.check === null || reader.check.at === seen) return null;
  // There it stands in full.
  if (place.kind === 'settings' && place.section === 'letters') return null;
  const { at } = reader.check;
  return (
    <div className="frame-notice">
      <Banner
        tone="red"
        announce="alert"
        actions={
          <>
            <Button
              size="small"
              onClick={() => {
                setSeen(at);
                go({ kind: 'settings', section: 'letters' });
              }}
            >
              {readerText.look}
            </Button>
            <Button size="small" variant="quiet" onClick={() => setSeen(at)}>
              {kitText.close}
            </Button>
          </>
        }
      >
        {readerText.warning}
      </Banner>
    </div>
  );
}
