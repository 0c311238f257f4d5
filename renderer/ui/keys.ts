/** Every key of the window, in one place: two actions of one place never share a key (tested). */
export const appKeys = {
  lock: 'mod+l',
  find: 'mod+k',
  newMessage: 'mod+n',
  goInbox: 'mod+1',
  goToBeChosen: 'mod+2',
  goDrafts: 'mod+3',
  goOutbox: 'mod+4',
  goPatients: 'mod+5',
  goJournal: 'mod+6',
  goSegments: 'mod+7',
  goTemplates: 'mod+8',
  goCampaigns: 'mod+9',
  goAutomations: 'mod+shift+y',
  settings: 'mod+,',
  replyEncrypted: 'mod+shift+enter',
  replyAll: 'mod+shift+r',
  useChoices: 'enter',
  attach: 'mod+shift+a',
  stronger: 'mod+shift+s',
  sealedForm: 'mod+shift+t',
  discardDraft: 'mod+shift+d',
  save: 'mod+s',
  openPatient: 'mod+shift+o',
  newPatient: 'mod+shift+p',
  newCampaign: 'mod+shift+m',
  sendDocuments: 'mod+shift+b',
  newAutomation: 'mod+shift+k',
  writeToPatient: 'mod+shift+n',
  checkJournal: 'mod+shift+j',
  filterJournal: 'mod+shift+l',
  archive: 'mod+shift+e',
  forward: 'mod+shift+f',
  toggleRead: 'mod+shift+u',
  toggleFlag: 'mod+shift+g',
  undoSend: 'mod+shift+z',
  nextThread: 'j',
  previousThread: 'k',
  back: 'escape',
} as const;

type Press = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey'>;

const isMac = typeof navigator !== 'undefined' && /Mac/.test(navigator.platform);

/** True where the pressed keys are the ones named: `mod` is Ctrl, on a Mac Cmd. */
export function pressMatches(keys: string, press: Press, mac = isMac): boolean {
  const parts = keys.split('+');
  const last = parts.at(-1) ?? '';
  const mod = mac ? press.metaKey : press.ctrlKey;
  const other = mac ? press.ctrlKey : press.metaKey;
  return (
    press.key.toLowerCase() === last &&
    mod === parts.includes('mod') &&
    press.shiftKey === parts.includes('shift') &&
    press.altKey === parts.includes('alt') &&
    !other
  );
}

const names: Readonly<Record<string, string>> = {
  mod: 'Ctrl',
  shift: '⇧',
  alt: 'Alt',
  enter: '⏎',
  escape: 'Esc',
  arrowup: '↑',
  arrowdown: '↓',
};
const macNames: Readonly<Record<string, string>> = { ...names, mod: '⌘', alt: '⌥' };

/** The keys as a person reads them on a button: "Ctrl ⇧ ⏎". */
export function keyLabel(keys: string, mac = isMac): string {
  const parts = keys.split('+').map((part) => (mac ? macNames : names)[part] ?? part.toUpperCase());
  return parts.join(' ');
}

/** The keys as `aria-keyshortcuts` wants them: "Control+Shift+Enter". */
export function ariaKeys(keys: string, mac = isMac): string {
  const words: Readonly<Record<string, string>> = { mod: mac ? 'Meta' : 'Control', shift: 'Shift', alt: 'Alt' };
  return keys
    .split('+')
    .map((part) => words[part] ?? part.charAt(0).toUpperCase() + part.slice(1))
    .join('+');
}
