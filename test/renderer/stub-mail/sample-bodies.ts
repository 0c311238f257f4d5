import type { MessageBody } from '../../../main/contract/messages.ts';

const text = (words: string): MessageBody => ({ html: null, text: words, blocks: 0 });

const newsletter = `<html><head><style>.box{background:#fff7e6;padding:20px} h1{color:#b34700}</style></head><body style="background-color:#eef1f5">
<table width="600" align="center" bgcolor="#ffffff" cellpadding="16"><tr><td><img src="https://tracker.example/logo.png" alt="MedSupply">
<h1>Gloves at half price</h1><div class="box">Only this week: nitrile gloves, all sizes.</div>
<p><a href="https://medsupply.example/gloves?u=4711">See the offer</a> · <a href="http://xn--medsuppy-c1a.example/">medsupply.example</a></p>
<img src="https://tracker.example/pixel.gif" width="1" height="1" alt=""></td></tr></table></body></html>`;

const visit = `<div dir="ltr">Hello,<br><br>I moved to Springfield and would like to become a patient. Are you taking new patients? My insurance is <b>Blue Prairie</b>.<br><br>Nora Petrov</div><br><div class="gmail_quote"><div>On Mon, Elm Street Clinic wrote:</div><blockquote class="gmail_quote" style="margin:0 0 0 .8ex;border-left:1px #ccc solid;padding-left:1ex">Thank you for your call. Please write to us in a few words.</blockquote></div>`;

const quoted = `Thank you for the form.

I filled it in and bring it on Friday. More at https://example.org/forms/intake?id=12 (the second page).

On Tue, 24 Nov 2026 at 9:42, Elm Street Clinic <frontdesk@elmstreet.example>
wrote:
> Please fill in the form before your visit.
> It takes five minutes.
>
>> An older line.

-- 
Sent from my phone`;

/** What the messages of the invented clinic say. */
export const mails: Readonly<Record<string, MessageBody>> = {
  dose: text(
    'Good morning, since Friday I take the new tablets and I feel dizzy in the evening. Should I take half, or come in? I have the blood pressure values of the week if you need them. Thank you, Ana',
  ),
  report: text('Your message could not be delivered to one or more recipients. The returned message is attached.'),
  rash: text('Good morning,\nthe rash on my arm came back. Should I use the cream again?'),
  half: text('Dear Leo, please use the cream twice a day until we meet. Can you come on Thursday at 8:30?'),
  thursday: text('Thursday is fine. Here are the values of the week.'),
  results: text('Signed and encrypted. 14 documents attached.'),
  plainmail: text('Please write to me in plain mail, I signed the form.'),
  invoice: text('Hello, the insurer asks for the itemised statement.'),
  cita: text('Buenas tardes, ¿puedo cambiar la cita al viernes?'),
  referral: text('Could you see one of our patients next week? The letter of her cardiologist is on its way.'),
  newsletter: { html: newsletter, text: '', blocks: 0 },
  firstvisit: { html: visit, text: '', blocks: 0 },
  booklet: text('Hello, we cannot find the booklet. Could you print the vaccinations of the last two years?'),
  forged: text('Please send my lab results to this new address.'),
  partly: {
    ...text('Hello Maria,\n\n-----BEGIN PGP MESSAGE-----\n\nwV4DYx\n-----END PGP MESSAGE-----\n\nTessa'),
    blocks: 1,
    pieces: [
      { kind: 'text', text: 'Hello Maria, the values are locked below.' },
      { kind: 'block', index: 0, protection: 'encrypted' },
      { kind: 'text', text: 'Tessa' },
    ],
  },
  arabic: text('صباح الخير، هل يمكنني تغيير الموعد إلى يوم الخميس؟ شكراً لكم.'),
  quoted: text(quoted),
};
