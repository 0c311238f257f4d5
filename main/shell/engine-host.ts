import type { Answer, EngineEvent, EngineState, FromEngine, HostCall } from '../contract/envelope.ts';
import { lockedExitCode } from '../contract/envelope.ts';
import type { EngineProcess, ExitReason } from './engine-process.ts';
import { createPendingCalls, failed } from './pending-calls.ts';

/** All in milliseconds, but for the two counts. */
export type EngineHostLimits = {
  /** A process that is not ready by then is killed, and a call that waits for it fails. */
  readonly readyWithin: number;
  /** A process that was asked to stop is killed after this. */
  readonly stopWithin: number;
  /** First pause before a restart; doubles each time. */
  readonly firstPause: number;
  readonly longestPause: number;
  /** Restarts in a row before the host gives up. */
  readonly restarts: number;
  /** A process that was ready this long has proven itself: the count of restarts begins anew. */
  readonly provenAfter: number;
  /** Calls that may wait at once: a window that floods is refused. */
  readonly calls: number;
};

const usualLimits: EngineHostLimits = {
  readyWithin: 30_000,
  stopWithin: 5_000,
  firstPause: 250,
  longestPause: 8_000,
  restarts: 6,
  provenAfter: 30_000,
  calls: 1_000,
};

export type EngineHostOptions = {
  readonly start: () => EngineProcess;
  readonly onState: (state: EngineState, reason: ExitReason | null) => void;
  readonly onEvent: (event: EngineEvent) => void;
  /** What the engine asks of the desktop; a rejection answers null. */
  readonly onHostCall: (call: HostCall) => Promise<unknown>;
  /** The engine ended on purpose, to be rid of its keys; a fresh one is starting. */
  readonly onLocked: () => void;
  readonly limits?: Partial<EngineHostLimits>;
};

/** Keeps one engine process running and passes calls to it, unread. */
export class EngineHost {
  readonly #options: EngineHostOptions;
  readonly #limits: EngineHostLimits;
  readonly #pending = createPendingCalls();
  readonly #waiting = new Set<{ readonly go: () => void; readonly fail: () => void }>();
  #process: EngineProcess | null = null;
  #state: EngineState = 'starting';
  #crashes = 0;
  #stopping: Promise<void> | null = null;
  #onStopped = () => {};
  #timer: NodeJS.Timeout | undefined;

  constructor(options: EngineHostOptions) {
    this.#options = options;
    this.#limits = { ...usualLimits, ...options.limits };
  }

  get state(): EngineState {
    return this.#state;
  }

  /** How many calls are not answered yet. */
  get openCalls(): number {
    return this.#pending.size() + this.#waiting.size;
  }

  /** Starts the process, or starts it anew after the host gave up. Does nothing while one runs. */
  start(): void {
    if (this.#process !== null || this.#stopping !== null) return;
    this.#crashes = 0;
    this.#launch('starting');
  }

  /** Passes a call on. Waits while the engine starts; never rejects. */
  call(method: string, input: unknown): Promise<Answer> {
    if (this.#state === 'gone' || this.#stopping !== null) return Promise.resolve(failed('engine-gone'));
    if (this.openCalls >= this.#limits.calls) return Promise.resolve(failed('too-large'));
    return new Promise((settle) => {
      if (this.#state === 'ready') this.#post(method, input, settle);
      else this.#wait(method, input, settle);
    });
  }

  /** Ends a process that does not answer; it is restarted like one that crashed. */
  kill(): void {
    this.#process?.kill();
  }

  /** Asks the engine to end, kills it when it takes too long; resolves when it is gone. Nothing starts afterwards. */
  stop(): Promise<void> {
    this.#stopping ??= new Promise((resolve) => {
      clearTimeout(this.#timer);
      for (const waiting of this.#waiting) waiting.fail();
      const running = this.#process;
      if (running === null) return resolve();
      const timer = setTimeout(() => running.kill(), this.#limits.stopWithin);
      this.#onStopped = () => {
        clearTimeout(timer);
        resolve();
      };
      running.post({ type: 'stop' });
    });
    return this.#stopping;
  }

  #launch(state: EngineState): void {
    const started = this.#options.start();
    this.#process = started;
    this.#change(state, null);
    this.#timer = setTimeout(() => started.kill(), this.#limits.readyWithin);
    started.onMessage((message) => {
      if (this.#process === started) this.#take(started, message);
    });
    started.onExit((reason) => {
      if (this.#process === started) this.#exited(reason);
    });
  }

  #take(from: EngineProcess, message: FromEngine): void {
    if (message.type === 'ready') this.#ready();
    else if (message.type === 'event') this.#options.onEvent(message);
    else if (message.type === 'reply') {
      const answer = 'failure' in message ? { failure: message.failure } : { output: message.output };
      this.#pending.settle(message.id, answer);
    } else {
      void this.#options
        .onHostCall(message)
        .catch(() => null)
        .then((output) => from.post({ type: 'host-reply', id: message.id, output }));
    }
  }

  #ready(): void {
    if (this.#state === 'ready' || this.#stopping !== null) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#crashes = 0;
    }, this.#limits.provenAfter);
    this.#change('ready', null);
    for (const waiting of this.#waiting) waiting.go();
  }

  #exited(reason: ExitReason): void {
    const wasReady = this.#state === 'ready';
    const locked = wasReady && reason.code === lockedExitCode;
    clearTimeout(this.#timer);
    this.#process = null;
    // The engine that locks may end before its answer to the lock is out: that it ended is the answer.
    this.#pending.settleAll((method) =>
      locked && method === 'vault.lock' ? { output: {} } : failed(locked ? 'locked' : 'engine-gone'),
    );
    if (this.#stopping !== null) this.#onStopped();
    else if (locked) {
      this.#launch('starting');
      this.#options.onLocked();
    } else this.#crashed(reason);
  }

  #crashed(reason: ExitReason): void {
    this.#crashes += 1;
    if (this.#crashes > this.#limits.restarts) {
      this.#change('gone', reason);
      for (const waiting of this.#waiting) waiting.fail();
      return;
    }
    this.#change('restarting', reason);
    const pause = Math.min(this.#limits.firstPause * 2 ** (this.#crashes - 1), this.#limits.longestPause);
    this.#timer = setTimeout(() => this.#launch('restarting'), pause);
  }

  #change(state: EngineState, reason: ExitReason | null): void {
    if (this.#state === state && reason === null && state !== 'starting') return;
    this.#state = state;
    this.#options.onState(state, reason);
  }

  #post(method: string, input: unknown, settle: (answer: Answer) => void): void {
    const id = this.#pending.add(method, settle);
    try {
      this.#process?.post({ type: 'call', id, method, input });
    } catch {
      this.#pending.settle(id, failed('bad-request'));
    }
  }

  #wait(method: string, input: unknown, settle: (answer: Answer) => void): void {
    const waiting = {
      go: () => {
        leave();
        this.#post(method, input, settle);
      },
      fail: () => {
        leave();
        settle(failed('engine-gone'));
      },
    };
    const timer = setTimeout(waiting.fail, this.#limits.readyWithin);
    const leave = () => {
      clearTimeout(timer);
      this.#waiting.delete(waiting);
    };
    this.#waiting.add(waiting);
  }
}
