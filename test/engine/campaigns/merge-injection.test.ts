import { describe, expect, it } from 'vitest';
import { headerObjection } from '../../../main/engine/campaigns/merge-value.ts';
import { renderTemplates } from '../../../main/engine/campaigns/render-template.ts';
import { buildPlain } from '../../../main/engine/mime/build-message.ts';
import { parseMessage } from '../../../main/engine/mime/parse-message.ts';
import type { Mail } from '../../../main/engine/mime/types.ts';
import { mailOf } from '../mime/message-of.ts';
import { ana, heldFor, practice, render } from './open-templates.ts';

const attack = 'Bcc: spy@evil.example';
const breaks: readonly (readonly [string, string, string])[] = [
  ['CR', '\r', 'line-break'],
  ['LF', '\n', 'line-break'],
  ['CRLF', '\r\n', 'line-break'],
  ['a folded CRLF', '\r\n ', 'line-break'],
  ['NEL', '\u0085', 'line-break'],
  ['U+2028', '\u2028', 'line-break'],
  ['U+2029', '\u2029', 'line-break'],
  ['NUL', '\0', 'control-character'],
  ['vertical tab', '\v', 'control-character'],
  ['escape', '\u001b', 'control-character'],
  ['a lone surrogate', '\ud800', 'control-character'],
  ['an encoded word in base64', '=?utf-8?B?DQo=?=', 'encoded-word'],
  ['an encoded word in quoted-printable', '=?UTF-8?q?=0D=0A?=', 'encoded-word'],
  ['the CRLF of a URL', '%0d%0A', 'encoded-word'],
  ['U+2028 of a URL', '%E2%80%A8', 'encoded-word'],
  ['the CRLF of HTML', '&#13;&#x0A;', 'encoded-word'],
  ['NewLine of HTML', '&NewLine;', 'encoded-word'],
  ['quoted-printable', '=0D=0A', 'encoded-word'],
  ['source code', '\\r\\n', 'encoded-word'],
];
/** What a subject may say of a patient, seven of them; each must hold, wherever the break stands. */
const fields = [
  'first_name',
  'last_name',
  'full_name',
  'doctor',
  'next_visit_reason',
  'record_number',
  'custom_insurer',
];

describe.each(fields)('%s in a subject', (field) => {
  it.each(breaks)('with %s holds that message and no other', (_name, sign, code) => {
    for (const value of [`a${sign}${attack}`, `${sign}a`, `a${sign}`]) {
      const [held, other] = renderTemplates({
        template: { subject: `For {{ ${field} }}`, html: '<div>Text</div>' },
        practice,
        patients: [{ ...ana, [field]: value }, ana],
      });
      expect(held).toEqual(heldFor(code, field));
      expect(other).toMatchObject({ outcome: 'ready', subject: `For ${ana[field]}` });
    }
  });
});

/** Every header field that a run fills with a patient's or a doctor's words, as a message would carry it. */
const headers: readonly (readonly [string, (value: string) => Partial<Mail>])[] = [
  ['Subject', (subject) => ({ subject })],
  ['From name', (name) => ({ from: { name, address: 'desk@clinic.example' } })],
  ['To name', (name) => ({ to: [{ name, address: 'ana@mail.example' }] })],
  ['Cc name', (name) => ({ cc: [{ name, address: 'ana@mail.example' }] })],
  ['Reply-To name', (name) => ({ replyTo: { name, address: 'desk@clinic.example' } })],
  [
    'List-Unsubscribe',
    (value) => ({ headers: [{ name: 'List-Unsubscribe', value: `<mailto:desk@clinic.example?subject=${value}>` }] }),
  ],
  [
    'a file\u2019s name',
    (name) => ({ attachments: [{ name, contentType: 'text/plain', bytes: new Uint8Array(1), contentId: null }] }),
  ],
];

describe.each(headers)('%s', (_name, put) => {
  it.each(breaks)('takes no value with %s', (_sign, sign, code) => {
    expect(headerObjection(`a${sign}${attack}`)).toBe(code);
  });

  it('carries a value that was let through, and gains no field by it', async () => {
    for (const value of ['Ana Ruiz', 'O\u2019Neil, "Bo" (Jr.)', 'Ren\u00e9e; \u674e', 'a%20b = c']) {
      expect(headerObjection(value)).toBeNull();
      const built = Buffer.from(await buildPlain(mailOf(put(value)))).toString('latin1');
      const head = built.slice(0, built.indexOf('\r\n\r\n'));
      expect(head).not.toMatch(/^bcc:/im);
      await expect(parseMessage(Buffer.from(built, 'latin1'))).resolves.toBeDefined();
    }
  });
});

describe('values in the text', () => {
  const html = '<div>{{ first_name }}</div>';

  it.each(['{{ last_name }}', '{% if age %}x{% endif %}', 'a }} b', '{%raw%}', '{{'])(
    'with the tag %s hold',
    (value) => {
      expect(render({ html }, { first_name: value })).toEqual(heldFor('merge-tag', 'first_name'));
      expect(render({ subject: '{{ first_name }}' }, { first_name: value })).toEqual(
        heldFor('merge-tag', 'first_name'),
      );
    },
  );

  it.each(['<b>bold</b>', '<script>x</script>', '<img src=x onerror=y>', '</div>', '<!-- -->', '<?x', 'a<IFRAME'])(
    'with the markup %s hold',
    (value) => {
      expect(render({ html }, { first_name: value })).toEqual(heldFor('markup', 'first_name'));
      expect(render({ subject: '{{ first_name }}' }, { first_name: value })).toEqual(heldFor('markup', 'first_name'));
    },
  );

  it('are shown as they are where they only look a little like markup', () => {
    const value = `A & B "C" 'D' &lt; 5 > 3 <5 &amp; < b`;
    const merged = render({ html }, { first_name: value });
    expect(merged).toMatchObject({ outcome: 'ready', text: value });
    expect(merged).toMatchObject({
      html: '<div>A &amp; B &quot;C&quot; &#39;D&#39; &amp;lt; 5 &gt; 3 &lt;5 &amp;amp; &lt; b</div>',
    });
  });

  it('keep their lines, and no other control character', () => {
    expect(render({ html }, { first_name: 'a\r\nb\u2028c' })).toMatchObject({ html: '<div>a<br>b<br>c</div>' });
    expect(render({ html }, { first_name: 'a\0b' })).toEqual(heldFor('control-character', 'first_name'));
    expect(render({ html }, { first_name: 'a\ud800' })).toEqual(heldFor('control-character', 'first_name'));
  });

  it('of 1 MB hold at once, and the others go', () => {
    for (const big of [
      'x'.repeat(1_048_576),
      '{{'.repeat(524_288),
      '<b'.repeat(524_288),
      `a${'\r\n'.repeat(524_288)}b`,
    ]) {
      const template = { subject: 'For {{ last_name }}', html };
      const [held, other] = renderTemplates({ template, practice, patients: [{ ...ana, first_name: big }, ana] });
      expect(held).toEqual(heldFor('value-too-long', 'first_name'));
      expect(other).toMatchObject({ outcome: 'ready', subject: 'For Ruiz' });
      expect(render({ subject: '{{ first_name }}' }, { first_name: big })).toEqual(
        heldFor('value-too-long', 'first_name'),
      );
    }
  });

  it('never reach what is no field: prototypes, functions, properties of a value', () => {
    for (const name of [
      'constructor',
      '__proto__',
      'toString',
      'first_name.value',
      'first_name.constructor',
      'field',
    ]) {
      expect(render({ html: `{{ ${name} }}` }, { constructor: 'x', __proto__: null }).outcome, name).toBe('held');
    }
  });
});

describe('a missing field', () => {
  const missing: readonly (readonly [string, string | null | undefined])[] = [
    ['null', null],
    ['absent', undefined],
    ['empty', ''],
    ['blank', ' \t '],
  ];
  const filters = [
    '',
    ' | title_case',
    ' | long_date',
    ' | short_date',
    ' | weekday',
    ' | time',
    ' | title_case | default: "you"',
  ];

  describe.each(missing)('that is %s', (_name, value) => {
    const facts = { ...ana, first_name: value ?? null, next_visit: value ?? null };
    if (value === undefined)
      for (const name of ['first_name', 'next_visit'] as const) delete (facts as Record<string, unknown>)[name];

    it.each(filters)('holds its message behind "%s", in subject and text', (filter) => {
      for (const field of ['first_name', 'next_visit']) {
        const tag = `{{ ${field}${filter} }}`;
        for (const template of [
          { subject: tag, html: 'x' },
          { subject: 'x', html: tag },
        ]) {
          const [held, other] = renderTemplates({ template, practice, patients: [facts, ana] });
          expect(held).toEqual(heldFor('missing-field', field));
          // The other has the field: what it may be held for is a filter that does not fit it.
          expect(other).not.toMatchObject({ reasons: [{ code: 'missing-field' }] });
        }
      }
    });

    it('is what "default" and "if" are for', () => {
      const html = '{{ first_name | default: "friend" }}{% if next_visit %} soon{% else %} later{% endif %}';
      expect(renderTemplates({ template: { subject: 'x', html }, practice, patients: [facts] })).toMatchObject([
        { outcome: 'ready', html: 'friend later' },
      ]);
    });
  });

  it('is never written as a blank by an empty default', () => {
    expect(render({ html: '{{ first_name | default: "" }}' }, { first_name: null })).toEqual(
      heldFor('missing-field', null),
    );
  });

  it('may be the time of a day that has none, and that is said', () => {
    const html = 'Come at {{ next_visit | time }}';
    expect(render({ html }, { next_visit: '2026-12-03' })).toEqual(heldFor('no-time', 'next_visit'));
    expect(render({ html }, { next_visit: 'soon' })).toEqual(heldFor('wrong-kind', 'next_visit'));
  });

  it('is told with all the others at once', () => {
    expect(
      render(
        { subject: '{{ doctor }}', html: '{{ first_name }} {{ age }} {{ last_name }}' },
        { doctor: null, age: null, last_name: 'a\0' },
      ),
    ).toEqual({
      outcome: 'held',
      reasons: [
        { code: 'missing-field', field: 'doctor' },
        { code: 'missing-field', field: 'age' },
        { code: 'control-character', field: 'last_name' },
      ],
    });
  });
});
