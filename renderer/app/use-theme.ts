import { useLayoutEffect } from 'react';

/**
 * Puts the chosen theme on the page; `system` leaves it to the computer. Before the first unlock the computer's holds, since the
 * choice lies in the vault.
 */
export function useTheme(theme: 'system' | 'light' | 'dark'): void {
  useLayoutEffect(() => {
    const page = document.documentElement;
    if (theme === 'system') page.removeAttribute('data-theme');
    else page.setAttribute('data-theme', theme);
  }, [theme]);
}
