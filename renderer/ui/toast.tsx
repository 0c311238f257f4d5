import { X } from 'lucide-react';
import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useRef, useState } from 'react';
import { kitText } from '../text/kit.ts';
import { Button } from './button.tsx';
import { IconButton } from './icon-button.tsx';
import './toast.css';

export type Toast = {
  readonly words: string;
  readonly action?: { readonly label: string; readonly run: () => void; readonly keyHint?: string };
  /** Milliseconds it stands; 6,000 without a word, 10,000 for an undo. */
  readonly lasts?: number;
};

type Shown = Toast & { readonly id: number };

const ToastContext = createContext<(toast: Toast) => void>(() => undefined);

/** Gives `toast({ words, action })`: a short line at the foot of the window, read aloud, gone by itself. */
export function useToast(): (toast: Toast) => void {
  return useContext(ToastContext);
}

/** Holds the toasts; once, around the app. */
export function ToastProvider({ children }: { readonly children: ReactNode }) {
  const [shown, setShown] = useState<readonly Shown[]>([]);
  const count = useRef(0);
  const add = useCallback((toast: Toast) => {
    count.current += 1;
    const id = count.current;
    setShown((before) => [...before.slice(-2), { ...toast, id }]);
  }, []);
  const remove = useCallback((id: number) => setShown((before) => before.filter((toast) => toast.id !== id)), []);
  return (
    <ToastContext value={add}>
      {children}
      <div className="toasts" role="status" aria-live="polite">
        {shown.map((toast) => (
          <ToastLine key={toast.id} toast={toast} remove={remove} />
        ))}
      </div>
    </ToastContext>
  );
}

function ToastLine({ toast, remove }: { readonly toast: Shown; readonly remove: (id: number) => void }) {
  const { id, words, action, lasts = 6_000 } = toast;
  const gone = useMemo(() => () => remove(id), [remove, id]);
  useEffect(() => {
    const timer = setTimeout(gone, lasts);
    return () => clearTimeout(timer);
  }, [gone, lasts]);
  return (
    <div className="toast">
      <span className="toast-words">{words}</span>
      {action && (
        <Button
          size="small"
          {...(action.keyHint ? { keyHint: action.keyHint } : {})}
          onClick={() => {
            gone();
            action.run();
          }}
        >
          {action.label}
        </Button>
      )}
      <IconButton icon={X} label={kitText.dismiss} onClick={gone} />
    </div>
  );
}
