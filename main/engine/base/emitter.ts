/** A typed event source. A listener that throws does not keep the others from hearing. */
export type Emitter<Events extends Record<string, unknown>> = {
  readonly on: <Name extends keyof Events>(name: Name, listener: (payload: Events[Name]) => void) => () => void;
  readonly emit: <Name extends keyof Events>(name: Name, payload: Events[Name]) => void;
};

export function createEmitter<Events extends Record<string, unknown>>(
  onListenerError: (error: unknown) => void,
): Emitter<Events> {
  const listeners = new Map<keyof Events, Set<(payload: never) => void>>();
  return {
    on(name, listener) {
      const set = listeners.get(name) ?? new Set();
      listeners.set(name, set);
      set.add(listener);
      return () => set.delete(listener);
    },
    emit(name, payload) {
      for (const listener of [...(listeners.get(name) ?? [])]) {
        try {
          listener(payload as never);
        } catch (error) {
          onListenerError(error);
        }
      }
    },
  };
}
