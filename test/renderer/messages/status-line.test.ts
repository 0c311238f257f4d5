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
  it('has a button for details of whatever was encrypted or signed, with a signer or without', () => {
    const signed = { ...encrypted, signer: 'verified', fingerprint: 'ab12' } as const;
    expect(line({ ...signed, smime: { integrity: 'signature', signer } })).toContain('<button');
    expect(line({ ...encrypted, smime: { integrity: 'signature', signer: null } })).toContain('<button');
    expect(line(encrypted)).toContain('<button');
  });

  it('has none for plain mail, of which there is nothing to tell', () => {
    expect(line({ kind: 'plain' })).not.toContain('<button');
  });
});
