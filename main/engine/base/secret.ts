import { inspect } from 'node:util';

const hidden = '[secret]';

/**
 * Bytes or text that must reach no log, error text, snapshot or JSON: every way to print it gives `[secret]`.
 * `reveal` is the one way in; search for it to see every place that handles the plain value.
 */
export class Secret<Value extends string | Uint8Array> {
  readonly #value: Value;

  constructor(value: Value) {
    this.#value = value;
  }

  reveal(): Value {
    return this.#value;
  }

  /** Overwrites bytes with zeroes. Text cannot be wiped in this runtime; ending the process is what frees it. */
  wipe(): void {
    if (this.#value instanceof Uint8Array) this.#value.fill(0);
  }

  toString(): string {
    return hidden;
  }

  toJSON(): string {
    return hidden;
  }

  [inspect.custom](): string {
    return hidden;
  }
}
