import { z } from 'zod';

/** A query changes nothing and may run beside others; commands run one at a time. */
export type Method<Input extends z.ZodType = z.ZodType, Output extends z.ZodType = z.ZodType> = {
  readonly kind: 'query' | 'command';
  readonly input: Input;
  readonly output: Output;
};

export function query<Input extends z.ZodType, Output extends z.ZodType>(
  input: Input,
  output: Output,
): Method<Input, Output> {
  return { kind: 'query', input, output };
}

export function command<Input extends z.ZodType, Output extends z.ZodType>(
  input: Input,
  output: Output,
): Method<Input, Output> {
  return { kind: 'command', input, output };
}

export const nothing = z.strictObject({});
