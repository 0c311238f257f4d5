type Child = Node | string | null;

/** What an element gets: attributes (null leaves one out), and under `on` its listeners. */
export type Properties = {
  readonly on?: Readonly<Record<string, (event: Event) => void>>;
  readonly [attribute: string]: string | null | undefined | Readonly<Record<string, (event: Event) => void>>;
};

/** Makes an element. Text only ever becomes text: nothing here parses HTML. */
export function element<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  properties: Properties = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[Name] {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (typeof value === 'string') made.setAttribute(key, value);
  }
  for (const [type, listener] of Object.entries(properties.on ?? {})) made.addEventListener(type, listener);
  for (const child of children) if (child !== null) made.append(child);
  return made;
}
