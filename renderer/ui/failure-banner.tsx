import { describeFailure } from '../text/errors.ts';
import { Banner } from './banner.tsx';

/** What went wrong with a command or a query, in the words of `text/errors.ts`. Nothing is drawn for null. */
export function FailureBanner({ failure }: { readonly failure: Parameters<typeof describeFailure>[0] | null }) {
  if (!failure) return null;
  const { title, happened, next } = describeFailure(failure);
  return (
    <Banner tone="red" title={title} announce="alert">
      {happened} {next}
    </Banner>
  );
}
