import './brand-mark.css';

/** The gate in the wall: Postern's sign. `size` in pixels. */
export function BrandMark({ size = 28 }: { readonly size?: number }) {
  return (
    <svg className="brand-mark" width={size} height={size} viewBox="0 0 28 28" aria-hidden="true" focusable="false">
      <rect className="brand-mark-wall" width="28" height="28" rx="7" />
      <path className="brand-mark-gate" d="M8 22V13.2a6 6 0 0 1 12 0V22Z" />
      <circle className="brand-mark-lock" cx="14" cy="14.6" r="1.9" />
      <path className="brand-mark-lock" d="M13.1 15.5h1.8l.6 3.6h-3Z" />
    </svg>
  );
}
