import type { DraftContent, DraftView } from '../../../main/contract/drafts.ts';
import type { Failure } from '../../../main/contract/envelope.ts';
import { call, toFailure } from '../../engine/call.ts';

const waitMs = 400;
const retryMs = 3_000;
const mostConflicts = 5;

export type KeeperState = 'saved' | 'typing' | 'saving' | 'failed';

type Listener = {
  readonly onState: (state: KeeperState, failure: Failure | null) => void;
  /** The draft as the engine has it now: revision, files, quote. What is typed is not in it. */
  readonly onDraft: (draft: DraftView) => void;
};

/**
 * Keeps one draft saved while a person types: 400 ms after the last key, one save at a time, and at once when asked.
 * What is typed here always wins over what was saved before; a save that fails is tried again.
 */
export class DraftKeeper {
  #draft: DraftView;
  #content: DraftContent;
  #savedContent: DraftContent;
  #timer: ReturnType<typeof setTimeout> | null = null;
  #running: Promise<void> | null = null;
  readonly #listener: Listener;

  constructor(draft: DraftView, content: DraftContent, listener: Listener) {
    this.#draft = draft;
    this.#content = content;
    this.#savedContent = content;
    this.#listener = listener;
  }

  get draftId(): string {
    return this.#draft.id;
  }

  get revision(): number {
    return this.#draft.revision;
  }

  /** Something was typed. */
  change(content: DraftContent): void {
    this.#content = content;
    this.#listener.onState('typing', null);
    this.#schedule(waitMs);
  }

  /** Saves what is not saved yet; resolves when it is, or when saving failed. */
  async flush(): Promise<boolean> {
    this.#stopTimer();
    this.#running ??= this.#save().finally(() => {
      this.#running = null;
    });
    await this.#running;
    return this.#savedContent === this.#content;
  }

  /** Reads files, quote and revision anew, after the engine changed them. Throws `CallFailure`. */
  async reload(): Promise<void> {
    this.#draft = await call('drafts.get', { draftId: this.draftId });
    this.#listener.onDraft(this.#draft);
  }

  /** Stops without saving: the draft was sent or discarded. */
  dispose(): void {
    this.#stopTimer();
    this.#savedContent = this.#content;
  }

  #schedule(ms: number): void {
    this.#stopTimer();
    this.#timer = setTimeout(() => {
      this.#timer = null;
      void this.flush();
    }, ms);
  }

  #stopTimer(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
  }

  async #save(): Promise<void> {
    for (let conflicts = 0; this.#savedContent !== this.#content; ) {
      const content = this.#content;
      this.#listener.onState('saving', null);
      try {
        const { revision } = await call('drafts.save', { draftId: this.draftId, revision: this.revision, content });
        this.#draft = { ...this.#draft, revision };
        this.#savedContent = content;
      } catch (thrown) {
        const failure = toFailure(thrown);
        if (failure.code === 'state-changed' && conflicts < mostConflicts) {
          conflicts += 1;
          await this.reload().catch(() => undefined);
          continue;
        }
        this.#listener.onState('failed', failure);
        if (failure.code !== 'not-found' && failure.code !== 'locked') this.#schedule(retryMs);
        return;
      }
    }
    this.#listener.onState('saved', null);
  }
}
