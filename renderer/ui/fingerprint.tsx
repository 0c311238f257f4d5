import { encodeQR } from 'qr';
import './fingerprint.css';

type Group = { readonly at: number; readonly digits: string };

/** A fingerprint in groups of four, as people read it out. */
export function Fingerprint({ value, large = false }: { readonly value: string; readonly large?: boolean }) {
  const groups: readonly Group[] = [...value.toUpperCase().matchAll(/.{1,4}/g)].map((match) => ({
    at: match.index,
    digits: match[0],
  }));
  return (
    <p className={large ? 'fingerprint fingerprint-large' : 'fingerprint'}>
      {groups.map(({ at, digits }) => (
        <span key={at}>{digits}</span>
      ))}
    </p>
  );
}

/** Modules of white around the code, without which cameras do not find it. */
const border = 4;

/** The same to scan: the form that OpenKeychain and its relatives read. */
export function FingerprintCode({ value, label }: { readonly value: string; readonly label: string }) {
  const rows = encodeQR(`OPENPGP4FPR:${value.toUpperCase()}`, 'raw', { border });
  const path = rows.flatMap((row, y) => row.flatMap((dark, x) => (dark ? [`M${x} ${y}h1v1h-1z`] : []))).join('');
  return (
    <svg className="qr-code" viewBox={`0 0 ${rows.length} ${rows.length}`} role="img" aria-label={label}>
      <path d={path} />
    </svg>
  );
}
