import type { Page } from 'playwright-core';
import type { InputOf, MethodName, OutputOf } from '../../main/contract/contract.ts';
import type { Answer } from '../../main/contract/envelope.ts';

/** Calls past the window's own controls, as a hostile page could: by the preload's one function. */
export function callPastControls(page: Page, method: string, input: unknown): Promise<Answer> {
  return page.evaluate(([name, what]) => window.postern.call(name, what), [method, input] as const);
}

/** The same for what must succeed; throws the failure. */
export async function ask<Name extends MethodName>(
  page: Page,
  method: Name,
  input: InputOf<Name>,
): Promise<OutputOf<Name>> {
  const answer = await callPastControls(page, method, input);
  if ('failure' in answer) throw new Error(`${method}: ${JSON.stringify(answer.failure)}`);
  return answer.output as OutputOf<Name>;
}
