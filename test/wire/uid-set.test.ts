import { expect, it } from 'vitest';
import { assignRoles } from '../../main/engine/wire/mailbox-role.ts';
import { uidSets } from '../../main/engine/wire/uid-set.ts';

it('writes UIDs as ranges, in order, once', () => {
  expect(uidSets([])).toEqual([]);
  expect(uidSets([7, 3, 1, 2, 2])).toEqual(['1:3,7']);
});

it('cuts long sets so that no line gets too long, and loses none', () => {
  const uids = Array.from({ length: 3_000 }, (_, index) => index * 2 + 1_000_000);
  const sets = uidSets(uids);
  expect(sets.length).toBeGreaterThan(1);
  expect(Math.max(...sets.map((set) => set.length))).toBeLessThanOrEqual(4_000);
  expect(sets.flatMap((set) => set.split(',').map(Number))).toEqual(uids);
});

it('gives a role once: what the server says beats a name, then the shorter path wins', () => {
  const roles = assignRoles([
    { path: 'Old/Sent', specialUse: '\\Sent', specialUseSource: 'name' },
    { path: 'Sent', specialUse: '\\Sent', specialUseSource: 'name' },
    { path: '[Gmail]/Sent Mail', specialUse: '\\Sent', specialUseSource: 'extension' },
    { path: 'Trash', specialUse: '\\Trash', specialUseSource: 'name' },
    { path: 'Mine/Trash', specialUse: '\\Trash', specialUseSource: 'name' },
    { path: 'Archivo' },
    { path: 'inbox' },
    { path: '[Gmail]/Starred', specialUse: '\\Flagged', specialUseSource: 'extension' },
  ]);
  expect(Object.fromEntries(roles)).toEqual({
    inbox: 'inbox',
    '[Gmail]/Sent Mail': 'sent',
    Trash: 'trash',
    Archivo: 'archive',
  });
});
