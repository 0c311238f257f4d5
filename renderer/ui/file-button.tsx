import type { LucideIcon } from 'lucide-react';
import { useRef } from 'react';
import { Button } from './button.tsx';

/** A button that lets a person choose a file. */
export function FileButton({
  icon,
  label,
  accept,
  busy = false,
  onPick,
}: {
  readonly icon: LucideIcon;
  readonly label: string;
  readonly accept: string;
  readonly busy?: boolean;
  readonly onPick: (file: File) => void | Promise<void>;
}) {
  const picker = useRef<HTMLInputElement>(null);
  return (
    <>
      <Button icon={icon} busy={busy} onClick={() => picker.current?.click()}>
        {label}
      </Button>
      <input
        ref={picker}
        type="file"
        hidden
        accept={accept}
        onChange={(event) => {
          const file = event.target.files?.[0];
          if (file) void onPick(file);
          event.target.value = '';
        }}
      />
    </>
  );
}
