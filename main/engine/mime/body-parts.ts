import type { Entity } from './entity-tree.ts';
import { findField } from './header-block.ts';
import { findTextParameter, parseStructuredField } from './structured-field.ts';

/** A leaf with what decides whether it is shown or listed. */
export type Leaf = {
  readonly entity: Entity;
  readonly type: string;
  readonly disposition: 'attachment' | 'inline' | null;
  readonly name: string | null;
};

/** The leaves of a message as a reader sees them: two ways to show the text, and what is listed below it. */
export type BodyParts = {
  readonly text: readonly Leaf[];
  readonly html: readonly Leaf[];
  readonly files: readonly Leaf[];
};

type Lists = { text: Leaf[] | null; html: Leaf[] | null; files: Leaf[] };

/**
 * Decides what is text and what is a file, by the algorithm of RFC 8621, 4.1.4 (JMAP). One difference: pictures are
 * always files, since text and HTML are joined here and the HTML names its pictures itself.
 */
export function selectBodyParts(root: Entity): BodyParts {
  const text: Leaf[] = [];
  const html: Leaf[] = [];
  const files: Leaf[] = [];
  walk(isLeaf(root) ? [root] : root.children, subtype(root) ?? 'mixed', subtype(root) === 'alternative', {
    text,
    html,
    files,
  });
  return { text, html, files };
}

/** A multipart without any part is shown as the text it is. */
function isLeaf(entity: Entity): boolean {
  return entity.children.length === 0;
}

function subtype(entity: Entity): string | null {
  return entity.type.value.startsWith('multipart/') && !isLeaf(entity) ? entity.type.value.slice(10) : null;
}

function readLeaf(entity: Entity): Leaf {
  const field = findField(entity.fields, 'content-disposition');
  const disposition = field === null ? null : parseStructuredField(field);
  const word = disposition?.value ?? '';
  return {
    entity,
    type: entity.type.value.startsWith('multipart/') ? 'text/plain' : entity.type.value,
    // An unknown word means attachment (RFC 2183, 2.8).
    disposition: word === '' ? null : word === 'inline' ? 'inline' : 'attachment',
    name:
      (disposition === null ? null : findTextParameter(disposition, 'filename')) ??
      findTextParameter(entity.type, 'name'),
  };
}

function walk(entities: readonly Entity[], multipart: string, inAlternative: boolean, lists: Lists): void {
  const { files } = lists;
  let { text, html } = lists;
  const textBefore = text?.length ?? -1;
  const htmlBefore = html?.length ?? -1;
  for (const [index, entity] of entities.entries()) {
    const inner = subtype(entity);
    if (inner !== null) {
      walk(entity.children, inner, inAlternative || inner === 'alternative', { text, html, files });
      continue;
    }
    const leaf = readLeaf(entity);
    const isText = leaf.type === 'text/plain' || leaf.type === 'text/html';
    const shown =
      isText && leaf.disposition !== 'attachment' && (index === 0 || (multipart !== 'related' && leaf.name === null));
    if (!shown) {
      files.push(leaf);
      continue;
    }
    if (multipart === 'alternative') {
      (leaf.type === 'text/plain' ? text : html)?.push(leaf);
      continue;
    }
    if (inAlternative && leaf.type === 'text/plain') html = null;
    if (inAlternative && leaf.type === 'text/html') text = null;
    text?.push(leaf);
    html?.push(leaf);
  }
  if (multipart !== 'alternative' || text === null || html === null) return;
  // Only one form was there: it stands for the other too.
  if (text.length === textBefore) text.push(...html.slice(htmlBefore));
  else if (html.length === htmlBefore) html.push(...text.slice(textBefore));
}
