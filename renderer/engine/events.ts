import { useEffect, useRef } from 'react';
import type { EventName, EventPayload } from '../../main/contract/contract.ts';
import type { ShellEvents } from '../../main/contract/envelope.ts';
import { getBridge } from './bridge.ts';

export type AnyEventName = EventName | keyof ShellEvents;
export type AnyEventPayload<Name extends AnyEventName> = Name extends EventName
  ? EventPayload<Name>
  : Name extends keyof ShellEvents
    ? ShellEvents[Name]
    : never;

/** Listens until the function it gives back is called. */
export function onEvent<Name extends AnyEventName>(
  name: Name,
  listener: (payload: AnyEventPayload<Name>) => void,
): () => void {
  return getBridge().on(name, (payload) => listener(payload as AnyEventPayload<Name>));
}

/** Listens while the component stands; the listener may change from one drawing to the next. */
export function useEvent<Name extends AnyEventName>(
  name: Name,
  listener: (payload: AnyEventPayload<Name>) => void,
): void {
  const latest = useRef(listener);
  useEffect(() => {
    latest.current = listener;
  });
  useEffect(() => onEvent(name, (payload) => latest.current(payload)), [name]);
}
