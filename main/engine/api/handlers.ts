import type {
  ConversationName,
  contract,
  EventName,
  EventPayload,
  InputOf,
  MethodName,
  OutputOf,
} from '../../contract/contract.ts';

type Contract = typeof contract;

/** One function per method of a conversation: calls a room, shapes the answer. */
export type Handlers<Name extends ConversationName> = {
  readonly [Each in Extract<keyof Contract[Name], string>]: `${Name}.${Each}` extends infer Full extends MethodName
    ? (input: InputOf<Full>) => OutputOf<Full> | Promise<OutputOf<Full>>
    : never;
};

/** Tells the window something unasked. */
export type EmitEvent = <Name extends EventName>(name: Name, payload: EventPayload<Name>) => void;
