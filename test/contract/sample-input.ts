import type { z } from 'zod';

/** Texts that one or another field of the contract takes. */
const texts = ['th_aaaaaaaa', 'ana@clinic.example', '2026-11-24', '09:00', 'a', ''];

type Definition = {
  readonly type: string;
  readonly shape?: Readonly<Record<string, z.ZodType>>;
  readonly element?: z.ZodType;
  readonly innerType?: z.ZodType;
  readonly options?: readonly z.ZodType[];
  readonly entries?: Readonly<Record<string, string>>;
  readonly values?: readonly unknown[];
};

const definitionOf = (schema: z.ZodType): Definition => schema._zod.def as unknown as Definition;

/** A value that the schema takes, so that a test can spoil one place of it at a time. Throws where none is known. */
export function sampleInput(schema: z.ZodType): unknown {
  const definition = definitionOf(schema);
  switch (definition.type) {
    case 'object':
      return Object.fromEntries(
        Object.entries(definition.shape ?? {}).map(([name, field]) => [name, sampleInput(field)]),
      );
    case 'array':
      return definition.element === undefined ? [] : [sampleInput(definition.element)];
    case 'nullable':
    case 'optional':
      return definition.innerType === undefined ? null : sampleInput(definition.innerType);
    case 'union':
      return definition.options?.[0] === undefined ? null : sampleInput(definition.options[0]);
    case 'enum':
      return Object.values(definition.entries ?? {})[0];
    case 'literal':
      return definition.values?.[0];
    default:
      return firstThatFits(schema);
  }
}

function firstThatFits(schema: z.ZodType): unknown {
  const candidates = [...texts, true, 1, new Uint8Array(1)];
  const found = candidates.find((candidate) => schema.safeParse(candidate).success);
  if (found === undefined) throw new Error(`no sample for ${definitionOf(schema).type}`);
  return found;
}

/** Every value that comes of putting `bad` in one place of the sample, with the place's name. */
export function spoilEachPlace(sample: unknown, bad: unknown, path = ''): [place: string, spoiled: unknown][] {
  const here: [string, unknown][] = [[path, bad]];
  if (Array.isArray(sample)) {
    const inside = sample.flatMap((value, index) =>
      spoilEachPlace(value, bad, `${path}[${index}]`).map(([place, spoiled]): [string, unknown] => [
        place,
        sample.with(index, spoiled),
      ]),
    );
    return [...here, ...inside];
  }
  if (sample === null || typeof sample !== 'object' || sample instanceof Uint8Array) return here;
  const inside = Object.entries(sample).flatMap(([name, value]) =>
    spoilEachPlace(value, bad, `${path}.${name}`).map(([place, spoiled]): [string, unknown] => [
      place,
      { ...sample, [name]: spoiled },
    ]),
  );
  return [...here, ...inside];
}
