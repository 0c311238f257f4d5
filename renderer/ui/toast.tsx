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
const LeaveContext = createContext<() => void>(() => undefined);

/** Gives `toast({ words, action })`: a short line beside the place it is about, read aloud, gone by itself or with the place. */
export function useToast(): (toast: Toast) => void {
  return useContext(ToastContext);
}

/** Stands in a place, keyed by it: what was said there goes when the place does. */
export function ToastsOfPlace() {
  const leave = useContext(LeaveContext);
  useEffect(() => leave, [leave]);
  return null;
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
  // What is said in the same breath as the place changes belongs to the new one.
  const earlier = useRef<ReadonlySet<number>>(new Set());
  useEffect(() => {
    earlier.current = new Set(shown.map(({ id }) => id));
  }, [shown]);
  const leave = useCallback(() => {
    const before = earlier.current;
    setShown((toasts) =>
      toasts.some(({ id }) => before.has(id)) ? toasts.filter(({ id }) => !before.has(id)) : toasts,
    );
  }, []);
  const remove = useCallback((id: number) => setShown((before) => before.filter((toast) => toast.id !== id)), []);
  return (
    <ToastContext value={add}>
      <LeaveContext value={leave}>{children}</LeaveContext>
      <div className="toast-layer">
        <div className="toasts" role="status" aria-live="polite">
          {shown.map((toast) => (
            <ToastLine key={toast.id} toast={toast} remove={remove} />
          ))}
        </div>
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
      <IconButton icon={X} label={kitText.dismiss} onClick={gone} />
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
    </div>
  );
}
