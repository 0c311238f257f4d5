import { describe, expect, it } from 'vitest';
import { htmlToText, quoteText, textToHtml } from '../../../main/engine/mime/html-text.ts';

describe('HTML as text', () => {
  it.each([
    ['<p>One</p><p>Two<br>three</p>', 'One\n\nTwo\nthree'],
    ['<div>a</div><div>b</div>', 'a\nb'],
    ['a   b\n c&nbsp;d', 'a b c d'],
    ['<b>bo</b>ld and <i>it</i>alic', 'bold and italic'],
    ['<ul><li>one</li><li>two</li></ul>', '- one\n- two'],
    ['<ol><li>one<li>two</ol>', '1. one\n2. two'],
    ['<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>', 'a b\nc'],
    ['<blockquote><p>old</p><blockquote>older</blockquote></blockquote>new', '> old\n>\n>> older\nnew'],
    ['<a href="https://clinic.example/x">our site</a>.', 'our site <https://clinic.example/x>.'],
    ['<a href="https://clinic.example/">clinic.example</a>', 'clinic.example'],
    ['<a href="mailto:a@b.example">a@b.example</a>', 'a@b.example'],
    ['<a href="javascript:alert(1)">x</a>', 'x'],
    ['<img src="x" alt="our logo"> hi', '[our logo] hi'],
    ['&lt;b&gt; &amp; &#x41;&euro; &unknown;', '<b> & A€ &unknown;'],
    ['<script>alert("<p>x</p>")</script><style>p{}</style><title>t</title>y<!-- z -->', 'y'],
    ['<pre>a\n  b\n</pre>c', 'a\n  b\nc'],
    ['a<hr>b', 'a\n---\nb'],
    ['<p>unclosed <b>tags <p>all', 'unclosed tags\n\nall'],
    ['a < b and c > d', 'a < b and c > d'],
    ['<svg><title>x</title></svg>after', 'after'],
    ['', ''],
    ['<p>   </p>', ''],
  ])('%j is %j', (html, text) => {
    expect(htmlToText(html)).toBe(text);
  });

  it('survives its own output', () => {
    const text = 'Dear Ana,\n\nit is 3 < 4 & "so".\n  indented\nYours';
    expect(htmlToText(textToHtml(text))).toBe('Dear Ana,\n\nit is 3 < 4 & "so".\nindented\nYours');
  });
});

describe('text as HTML', () => {
  it('escapes everything that HTML would read', () => {
    expect(textToHtml(`<img src=x onerror="a('b')"> & more`)).toBe(
      '<p>&lt;img src=x onerror=&quot;a(&#39;b&#39;)&quot;&gt; &amp; more</p>',
    );
  });

  it('keeps lines, paragraphs and indents', () => {
    expect(textToHtml('a\r\n  b\n\nc')).toBe('<p>a<br>\n&nbsp;&nbsp;b</p>\n<p>c</p>');
  });
});

describe('a quote', () => {
  it('puts each line behind a mark, under its attribution', () => {
    expect(quoteText('one\r\n\r\n> two\n\n', 'On Monday, Ana wrote:')).toBe('On Monday, Ana wrote:\n> one\n>\n>> two');
  });
});
