/** A conversation: the patient begins, then both take turns. Words in braces are filled in by `weaveConversation`. */
export type Topic = { readonly subject: string; readonly turns: readonly string[] };

export const englishTopics: readonly Topic[] = [
  {
    subject: 'Appointment on {weekday}',
    turns: [
      'I have an appointment with {doctor} on {weekday} at {time}. Something came up at work. Could I come {otherday} instead, in the afternoon if possible?',
      '{otherday} at {time} works. I have moved you. Please come ten minutes early with your insurance card.',
      'Perfect, thank you so much. See you then!',
    ],
  },
  {
    subject: 'Running late',
    turns: [
      'I am stuck behind an accident on Route 23 and will be about twenty minutes late for {time}. Should I still come?',
      'Yes, please come. {doctor} will see you after the next patient.',
    ],
  },
  {
    subject: 'Refill for {medicine}',
    turns: [
      'I have six tablets of {medicine} left and the pharmacy says there are no refills on file. Could {doctor} send a new prescription to Corner Pharmacy please?',
      '{doctor} has sent it this morning. The pharmacy will text you when it is ready.',
      'Got the text already. Thank you!',
    ],
  },
  {
    subject: '{medicine} and grapefruit',
    turns: [
      'The leaflet says no grapefruit with {medicine}. I have half of one every morning and have done for years. Is that really a problem, and how long do I have to wait in between?',
    ],
  },
  {
    subject: 'Side effects?',
    turns: [
      'Since I began with {medicine} two weeks ago I sleep badly and my ankles are swollen in the evening. Is that normal at the start or should I stop? I do not want to stop without asking.',
      'Thank you for asking before stopping. {doctor} would like to speak to you about it. Is {weekday} at {time} a good time for a call?',
      'Yes, please use my cell. I will keep the line free.',
    ],
  },
  {
    subject: 'When will my results be in?',
    turns: [
      'I had blood drawn on {weekday} and was told two to three days. Have the results come? I am a little anxious about the thyroid one.',
      'They usually take three working days. We will write to you as soon as {doctor} has looked at them.',
    ],
  },
  {
    subject: 'Blood pressure diary',
    turns: [
      'Here are the values {doctor} asked for, morning and evening:\n\nMon 142/88 and 138/86\nTue 147/91 and 140/85\nWed 139/87 and 136/84\nThu 151/94 (had a bad night) and 141/88\nFri 138/85 and 135/82\n\nTaken sitting, left arm, after five minutes.',
      'Thank you, that is very helpful. {doctor} has them. Please go on for another week.',
    ],
  },
  {
    subject: 'Invoice {invoice}',
    turns: [
      'I received invoice {invoice} for {amount} but thought the visit was covered in full. Could you check what the plan says? The card is the same as last year.',
      'You are right to ask. The plan took it as a specialist visit. We have sent a correction, please do not pay for now.',
      'What a relief. Thanks for looking into it.',
    ],
  },
  {
    subject: 'Payment plan',
    turns: [
      'Is it possible to pay the {amount} for invoice {invoice} in three parts? I can do the first one this Friday.',
      'Of course. Three equal parts on the first of each month, no charge. You will get a note with the dates.',
    ],
  },
  {
    subject: 'School form',
    turns: [
      'The school needs the immunization form signed before {weekday}. I can drop it off tomorrow. Would somebody be able to sign it the same day?',
      'Bring it by before noon and it will be ready at four.',
    ],
  },
  {
    subject: 'Referral to physical therapy',
    turns: [
      'My shoulder is not getting better with the exercises. {doctor} said I could have a referral to physical therapy if it did not. I would like to go to Tessa Lindholm, she is close to my home.',
      'The referral is on its way to Ms. Lindholm. Her office will call you.',
      'She called and I start {weekday}. Thanks!',
    ],
  },
  {
    subject: 'Rash on my arm',
    turns: [
      'I have had an itchy rash on my left forearm since {weekday}. No fever. I changed the detergent last week, could it be that? I can send a photo if there is a safe way to do it.',
      'Please do not use any cream before somebody has seen it. We have a short slot on {otherday} at {time}.',
    ],
  },
  {
    subject: 'Flu shot',
    turns: [
      'Do you still have flu shots? My husband and I would both like one. We are both over sixty, is it the stronger one then?',
      'Yes, and yes. No appointment needed on Tuesdays and Thursdays from 8 to 11.',
    ],
  },
  {
    subject: 'Change of address',
    turns: ['We have moved. Our new address is 418 Cedar Lane, Apt 3, Fairview. The telephone number stays the same.'],
  },
  {
    subject: 'Prescription glasses and headaches',
    turns: [
      'I got new glasses a month ago and have had a headache nearly every day since. Would {doctor} want to see me first or should I go back to the optician?',
      'Optician first please, and write down when the headaches come. If they are worse in the morning call us at once.',
    ],
  },
  {
    subject: 'Colonoscopy preparation',
    turns: [
      'My procedure is on {weekday} at {time}. The sheet says clear liquids from noon but the nurse on the phone said from breakfast. Which one is right?',
      'From breakfast. We are sorry about the old sheet.',
      'OK, thanks for clearing that up (no pun intended).',
    ],
  },
  {
    subject: 'Copies of my records',
    turns: [
      'I would like copies of my records of the last three years for a second opinion. What do I have to sign, and can I get them by e-mail?',
      'You have a right to them. There is a short form, and you can say there how you want them.',
    ],
  },
  {
    subject: 'Video visit link',
    turns: [
      'The link for {weekday} does not open on my tablet, only a white page. Is there an app that I need?',
      'Please try it in another browser. If it stays white we will simply call you at {time}.',
      'It worked in the other browser.',
    ],
  },
  {
    subject: 'Allergy list',
    turns: [
      'I noticed on my last printout that penicillin is missing from my allergies. I had hives from it as a child. Could you add it please?',
      'Added, and thank you for reading so carefully.',
    ],
  },
  {
    subject: 'My mother',
    turns: [
      'My mother is a patient of {doctor} too and has become quite forgetful. I know that you may not tell me anything. May I tell you something, and would it get to the doctor?',
    ],
  },
  {
    subject: 'Physical for work',
    turns: [
      'My new employer wants a physical with a drug screen before {weekday}. Do you do those and what does it cost?',
      'We do. It is {amount} and not covered by the plan. {otherday} at {time} is free.',
      'I take it. Do I need to fast?',
      'Only water from midnight on, please.',
    ],
  },
  {
    subject: 'Thank you',
    turns: [
      'I just wanted to say that {doctor} and the whole team were wonderful last week. You do not hear it often enough.',
    ],
  },
  {
    subject: 'Sleep study',
    turns: [
      'The sleep lab says they have no order from you. They have an opening on {weekday} night if it gets there today.',
      'It went out again just now, by fax and by mail. Please tell us if they still cannot find it.',
    ],
  },
  {
    subject: 'Travel to Kenya in January',
    turns: [
      'We are going to Kenya for three weeks in January. What shots do we need, and is it too late for malaria tablets?',
      'It is the right time. Please bring your yellow card to a travel visit, {weekday} at {time} would do.',
    ],
  },
];
