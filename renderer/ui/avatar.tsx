import './avatar.css';

function initials(name: string): string {
  const words = name
    .replace(/[^\p{L}\p{N}\s]/gu, '')
    .split(/\s+/)
    .filter((word) => word !== '' && !/^(dr|mr|mrs|ms|prof)$/i.test(word));
  const first = words[0]?.slice(0, 1) ?? '';
  const last = words.length > 1 ? (words.at(-1)?.slice(0, 1) ?? '') : '';
  return (first + last).toUpperCase();
}

/** Pixels as rem, so that the circle grows with the text. */
const rem = (pixels: number) => `${pixels / 16}rem`;

/** The initials of a person, for the eye alone: the name always stands beside it. */
export function Avatar({ name, size = 40 }: { readonly name: string; readonly size?: 24 | 32 | 40 }) {
  return (
    <span className="avatar" style={{ width: rem(size), height: rem(size), fontSize: rem(size * 0.36) }} aria-hidden>
      {initials(name)}
    </span>
  );
}
