import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { DraftContent, DraftView } from '../../../main/contract/drafts.ts';
import { DraftKeeper, type KeeperState } from '../../../renderer/features/drafts/draft-keeper.ts';
import { createStubBridge, StubFailure } from '../stub-bridge/stub-bridge.ts';

const content: DraftContent = { to: [], cc: [], subject: '', html: '', contentKind: 'health', strongerMode: null };
const fresh: DraftView = {
  ...content,
  id: 'dr_00000001',
  kind: 'reply',
  threadId: null,
  party: null,
  patientId: null,
  quote: '',
  attachments: [],
  revision: 1,
  updatedAt: 0,
};

/** An engine that keeps one draft and counts revisions, as ours does. */
function engine() {
  let draft = fresh;
  let down = false;
  const bridge = createStubBridge({
    'drafts.get': () => draft,
    'drafts.save': async ({ revision, content: next }) => {
      await wait(5);
      if (down) throw new StubFailure('engine-gone');
      if (revision !== draft.revision) throw new StubFailure('state-changed');
      draft = { ...draft, ...next, revision: draft.revision + 1 };
      return { revision: draft.revision };
    },
  });
  vi.stubGlobal('window', { postern: bridge });
  const states: KeeperState[] = [];
  const keeper = new DraftKeeper(fresh, content, { onState: (state) => states.push(state), onDraft: () => undefined });
  return {
    keeper,
    states,
    draft: () => draft,
    saves: () => bridge.calls.filter(({ method }) => method === 'drafts.save').length,
    setDown: (next: boolean) => {
      down = next;
    },
    /** Something else changed the draft, such as a file that was attached. */
    touch: () => {
      draft = { ...draft, revision: draft.revision + 1 };
    },
  };
}

afterEach(() => vi.unstubAllGlobals());

describe('a draft being written', () => {
  it('is saved 400 ms after the last key, once for all of them', async () => {
    const { keeper, draft, saves } = engine();
    for (const html of ['H', 'He', 'Hel']) keeper.change({ ...content, html });
    await wait(250);
    expect(saves()).toBe(0);
    await wait(350);
    expect(saves()).toBe(1);
    expect(draft().html).toBe('Hel');
  });

  it('is saved at once when the window leaves, with what was typed meanwhile', async () => {
    const { keeper, draft } = engine();
    keeper.change({ ...content, html: 'one' });
    const saving = keeper.flush();
    keeper.change({ ...content, html: 'one two' });
    expect(await saving).toBe(true);
    expect(draft().html).toBe('one two');
  });

  it('wins over what was saved before, when the engine counted on', async () => {
    const { keeper, draft, touch } = engine();
    touch();
    touch();
    keeper.change({ ...content, html: 'mine' });
    expect(await keeper.flush()).toBe(true);
    expect(draft().html).toBe('mine');
  });

  it('says that it is not saved, keeps the text and saves it once the engine is back', async () => {
    const { keeper, draft, states, setDown } = engine();
    setDown(true);
    keeper.change({ ...content, html: 'kept' });
    expect(await keeper.flush()).toBe(false);
    expect(states.at(-1)).toBe('failed');
    setDown(false);
    await expect.poll(() => draft().html, { timeout: 6_000 }).toBe('kept');
    expect(states.at(-1)).toBe('saved');
  });

  it('is not saved any more after it was sent', async () => {
    const { keeper, saves } = engine();
    keeper.change({ ...content, html: 'sent' });
    keeper.dispose();
    await wait(600);
    expect(saves()).toBe(0);
  });
});
