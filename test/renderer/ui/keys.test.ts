import { describe, expect, it } from 'vitest';
import { appKeys, ariaKeys, keyLabel, pressMatches } from '../../../renderer/ui/keys.ts';

const press = (key: string, change: Partial<Parameters<typeof pressMatches>[1]> = {}) => ({
  key,
  ctrlKey: false,
  metaKey: false,
  shiftKey: false,
  altKey: false,
  ...change,
});

describe('the keys of the window', () => {
  it('gives no key to two actions', () => {
    const keys = Object.values(appKeys);
    expect(new Set(keys).size).toBe(keys.length);
  });

  it('takes no key that an editor, the system or the browser part needs', () => {
    const taken = ['mod+c', 'mod+x', 'mod+v', 'mod+a', 'mod+z', 'mod+q', 'mod+w', 'mod+b', 'mod+i', 'mod+0', 'mod++'];
    for (const keys of Object.values(appKeys)) expect(taken).not.toContain(keys);
  });

  it('hears Ctrl, and Cmd on a Mac, and not the other one', () => {
    expect(pressMatches('mod+k', press('k', { ctrlKey: true }), false)).toBe(true);
    expect(pressMatches('mod+k', press('K', { ctrlKey: true }), false)).toBe(true);
    expect(pressMatches('mod+k', press('k', { metaKey: true }), false)).toBe(false);
    expect(pressMatches('mod+k', press('k', { metaKey: true }), true)).toBe(true);
    expect(pressMatches('mod+k', press('k', { ctrlKey: true }), true)).toBe(false);
  });

  it('does not take a key with one more held down', () => {
    expect(pressMatches('mod+k', press('k', { ctrlKey: true, shiftKey: true }), false)).toBe(false);
    expect(pressMatches('j', press('j', { altKey: true }), false)).toBe(false);
    expect(pressMatches('mod+shift+enter', press('Enter', { ctrlKey: true, shiftKey: true }), false)).toBe(true);
  });

  it('shows keys as they stand on the keyboard and names them for screen readers', () => {
    expect(keyLabel('mod+shift+enter', false)).toBe('Ctrl ⇧ ⏎');
    expect(keyLabel('mod+l', true)).toBe('⌘ L');
    expect(ariaKeys('mod+shift+enter', false)).toBe('Control+Shift+Enter');
  });
});
