import { useEffect, useState } from 'react';
import type { MailLook } from './mail-document.ts';

function readLook(): MailLook {
  const root = getComputedStyle(document.documentElement);
  const body = getComputedStyle(document.body);
  const token = (name: string): string => root.getPropertyValue(name).trim();
  return {
    text: token('--text'),
    muted: token('--muted'),
    link: token('--accent'),
    line: token('--line'),
    font: body.fontFamily,
    fontSize: body.fontSize,
    dark: root.colorScheme.includes('dark'),
  };
}

function isSame(one: MailLook, other: MailLook): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

/** Colours and type of the window now; changes with the theme, whoever changed it. */
export function useMailLook(): MailLook {
  const [look, setLook] = useState(readLook);
  useEffect(() => {
    const look = (): void => setLook((before) => (isSame(before, readLook()) ? before : readLook()));
    const scheme = matchMedia('(prefers-color-scheme: dark)');
    const observer = new MutationObserver(look);
    observer.observe(document.documentElement, { attributes: true });
    scheme.addEventListener('change', look);
    look();
    return () => {
      observer.disconnect();
      scheme.removeEventListener('change', look);
    };
  }, []);
  return look;
}
