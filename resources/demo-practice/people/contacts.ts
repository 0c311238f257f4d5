import type { Person } from '../practice.ts';

/** Professionals, insurers, suppliers and everybody else who writes to a practice; all invented. */
export const contacts = {
  lab: { name: 'Dr. Mina Okafor · Lakeside Lab', address: 'results@lakesidelab.example' },
  cardiology: { name: 'Dr. Paul Renner', address: 'p.renner@fairviewcardiology.example' },
  imaging: { name: 'Fairview Imaging', address: 'reports@fairviewimaging.example' },
  pharmacy: { name: 'Corner Pharmacy', address: 'refills@cornerpharmacy.example' },
  physio: { name: 'Tessa Lindholm, PT', address: 'tessa@movewell.example' },
  insurer: { name: 'Larkmeadow Health Plan', address: 'claims@larkmeadow.example' },
  insurerTwo: { name: 'Provider Services, BlueRiver', address: 'providers@blueriver.example' },
  supplier: { name: 'MedSupply Direct', address: 'orders@medsupply.example' },
  vaccines: { name: 'ColdChain Vaccines', address: 'dispatch@coldchain.example' },
  landlord: { name: 'Harlan Property Management', address: 'office@harlanproperty.example' },
  accountant: { name: 'Joyce Abernathy, CPA', address: 'joyce@abernathycpa.example' },
  copier: { name: 'Fairview Office Machines', address: 'service@officemachines.example' },
  board: { name: 'State Medical Board', address: 'notices@medicalboard.example' },
  newsletter: { name: 'Practice Today', address: 'hello@news.practicetoday.example' },
  shop: { name: 'ScrubsAndMore', address: 'deals@mail.scrubsandmore.example' },
  society: { name: 'Family Medicine Society', address: 'digest@fammedsociety.example' },
  school: { name: 'Fairview Elementary, school nurse', address: 'nurse@fairviewschools.example' },
} as const satisfies Record<string, Person>;
