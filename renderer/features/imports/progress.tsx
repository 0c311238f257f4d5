/** What goes on, in words, with how much of it is done; null where nobody can tell. */
export function Progress({ words, share }: { readonly words: string; readonly share: number | null }) {
  return (
    <div className="import-progress" role="status">
      <span>{words}</span>
      <progress aria-label={words} {...(share === null ? {} : { value: share, max: 1 })} />
    </div>
  );
}
