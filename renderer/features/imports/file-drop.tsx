import { FileUp } from 'lucide-react';
import { useRef, useState } from 'react';
import { importsText } from '../../text/imports.ts';
import { Button } from '../../ui/button.tsx';
import { classNames } from '../../ui/class-names.ts';

/** A place to drop a file on, and a button for those who would rather choose it. */
export function FileDrop({ onFile }: { readonly onFile: (file: File) => void }) {
  const picker = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  return (
    <section
      aria-label={importsText.dropTitle}
      className={classNames('import-drop', over && 'import-drop-over')}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        const [file] = event.dataTransfer.files;
        if (file) onFile(file);
      }}
    >
      <FileUp size={20} aria-hidden />
      <strong>{importsText.dropTitle}</strong>
      <p>{importsText.dropWords}</p>
      <Button variant="filled" icon={FileUp} onClick={() => picker.current?.click()}>
        {importsText.pick}
      </Button>
      <input
        ref={picker}
        type="file"
        hidden
        accept=".csv,.txt,.tsv,.json,.ndjson,text/csv,application/json"
        onChange={(event) => {
          const file = event.target.files?.[0];
          if (file) onFile(file);
          event.target.value = '';
        }}
      />
    </section>
  );
}
