import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import type { MessageStatus, SmimeStatus } from '../../../main/contract/messages.ts';
import { StatusLine } from '../../../renderer/features/messages/status-line.tsx';

const signer: NonNullable<SmimeStatus['signer']> = {
  name: 'Ana Ruiz',
  addresses: ['ana@mail.example'],
  issuer: 'County Trust Services',
  expires: 1_800_000_000_000,
  trust: 'trusted',
  revocation: 'not-checked',
};

const encrypted: Extract<MessageStatus, { kind: 'encrypted' }> = {
  kind: 'encrypted',
  signer: 'none',
  fingerprint: null,
  compared: false,
  covers: 'message',
};

const line = (status: MessageStatus) =>
  renderToStaticMarkup(
    createElement(StatusLine, { message: { id: 'm_00000001', status, signedBy: null }, picturesBlocked: false }),
  );

describe('the line under a message', () => {
  it('has no button for details where an S/MIME message names no signer, since there are none', () => {
    expect(line({ ...encrypted, smime: { integrity: 'signature', signer: null } })).not.toContain('<button');
  });

  it('has one where a signer is named, and for OpenPGP, which tells how it was encrypted', () => {
    const signed = { ...encrypted, signer: 'verified', fingerprint: 'ab12' } as const;
    expect(line({ ...signed, smime: { integrity: 'signature', signer } })).toContain('<button');
    expect(line(encrypted)).toContain('<button');
  });
});
