import type { Person } from '../practice.ts';

/** What the demo wants on file about an invented patient. Mail arrives without any of it; the tour enters what it needs. */
export type DemoPatient = {
  readonly name: string;
  /** `YYYY-MM-DD`. */
  readonly birthDate: string;
  readonly recordNumber: string;
  readonly telephone: string;
  readonly address: string;
  readonly device: 'computer' | 'android' | 'iphone';
  readonly language: 'en' | 'es';
  readonly phrase: 'none' | 'made' | 'given';
  readonly plainMail: 'not-asked' | 'asked' | 'given' | 'declined' | 'withdrawn';
};

type Row = readonly [
  name: string,
  birthDate: string,
  mailbox: string,
  device: DemoPatient['device'],
  language?: 'en' | 'es',
  phrase?: DemoPatient['phrase'],
  plainMail?: DemoPatient['plainMail'],
];

/* The three Delgados share one address, and Walter Novak's mail is read by his daughter Irene. */
const rows: readonly Row[] = [
  ['Ana Ruiz', '1971-03-14', 'ana.ruiz@example.net', 'iphone', 'en', 'given', 'not-asked'],
  ['Leo Brandt', '1988-07-02', 'leo.brandt@example.org', 'android', 'en', 'given', 'declined'],
  ['Grace Lindqvist', '1956-11-30', 'grace.lindqvist@example.com', 'computer', 'en', 'none', 'given'],
  ['Samuel Achterberg-Whitmore', '1949-01-19', 's.achterberg-whitmore@example.net', 'computer', 'en', 'made'],
  ['Tomás Herrera', '1979-05-23', 'tomas.herrera@example.org', 'computer', 'es'],
  ['Nora Petrov', '1994-09-08', 'nora.petrov@example.com', 'iphone', 'en', 'given', 'asked'],
  ['Rosa Delgado', '1986-02-11', 'familia.delgado@example.org', 'android', 'es', 'given', 'given'],
  ['Mateo Delgado', '2014-06-27', 'familia.delgado@example.org', 'android', 'es'],
  ['Lucía Delgado', '2017-10-03', 'familia.delgado@example.org', 'android', 'es'],
  ['Walter Novak', '1938-12-05', 'irene.novak@example.net', 'computer', 'en', 'given'],
  ['Irene Novak', '1967-04-16', 'irene.novak@example.net', 'computer', 'en', 'given', 'withdrawn'],
  ['Amara Okonkwo', '1990-08-21', 'amara.okonkwo@example.com', 'iphone'],
  ['Yuki Tanaka', '1983-03-09', 'yuki.tanaka@example.org', 'iphone', 'en', 'made'],
  ['Priscilla Vandermeer-Castellano', '1961-06-12', 'priscilla.vandermeer@example.net', 'computer'],
  ['Omar Haddad', '1975-10-28', 'omar.haddad@example.com', 'android'],
  ['Siobhán Ó Murchú', '1992-01-31', 'siobhan.omurchu@example.org', 'iphone'],
  ['Chidi Eze', '1969-09-17', 'chidi.eze@example.net', 'android'],
  ['Linh Tran', '1998-05-04', 'linh.tran@example.com', 'iphone', 'en', 'given'],
  ['Beatrice Fontaine', '1944-08-08', 'b.fontaine@example.org', 'computer', 'en', 'none', 'given'],
  ['José Luis Mendoza', '1958-02-25', 'jlmendoza@example.net', 'android', 'es'],
  ['Hannah Goldberg', '1981-12-19', 'hannah.goldberg@example.com', 'computer'],
  ['Dmitri Volkov', '1973-07-07', 'd.volkov@example.org', 'computer'],
  ['Fatima Al-Rashid', '1987-11-11', 'fatima.alrashid@example.net', 'iphone', 'en', 'given'],
  ['Peter Kowalczyk', '1965-03-03', 'peter.kowalczyk@example.com', 'android'],
  ['María del Carmen Villanueva', '1952-09-29', 'mcvillanueva@example.org', 'android', 'es'],
  ['Kwame Mensah', '1996-04-22', 'kwame.mensah@example.net', 'android'],
  ['Elsa Bergström', '1978-06-18', 'elsa.bergstrom@example.com', 'iphone'],
  ['Raj Subramaniam', '1970-10-10', 'raj.subramaniam@example.org', 'computer'],
  ['Abigail Stone', '2001-02-02', 'abby.stone@example.net', 'iphone'],
  ['Guillermo Ibáñez', '1963-05-15', 'g.ibanez@example.com', 'computer', 'es'],
  ['Marguerite Duval', '1936-07-24', 'marguerite.duval@example.org', 'computer', 'en', 'none', 'declined'],
  ['Tyrone Jefferson', '1984-08-30', 'tyrone.jefferson@example.net', 'android'],
  ['Aoife Kelly', '1989-03-27', 'aoife.kelly@example.com', 'iphone'],
  ['Bartholomew Featherstonehaugh', '1947-11-06', 'bart.featherstonehaugh@example.org', 'computer'],
  ['Mei-Ling Chow', '1977-01-13', 'meiling.chow@example.net', 'iphone'],
  ['Esperanza Quiroga', '1991-12-01', 'esperanza.quiroga@example.com', 'android', 'es', 'given'],
  ['Noah Whitaker', '1999-09-14', 'noah.whitaker@example.org', 'android'],
  ['Ingeborg Halvorsen', '1942-04-09', 'ingeborg.halvorsen@example.net', 'computer'],
  ['Zahra Hosseini', '1985-06-06', 'zahra.hosseini@example.com', 'iphone'],
  ['Caleb Underhill', '1976-10-20', 'caleb.underhill@example.org', 'computer'],
];

/** Forty invented patients. */
export const demoPatients: readonly DemoPatient[] = rows.map(
  ([name, birthDate, address, device, language = 'en', phrase = 'given', plainMail = 'not-asked'], index) => ({
    name,
    birthDate,
    recordNumber: String(20_418 + index * 37),
    telephone: `(555) 555-01${String(index).padStart(2, '0')}`,
    address,
    device,
    language,
    phrase,
    plainMail,
  }),
);

/** The patient of this name; throws where there is none. */
export function getDemoPatient(name: string): DemoPatient {
  const patient = demoPatients.find((each) => each.name === name);
  if (patient === undefined) throw new Error(`no demo patient ${name}`);
  return patient;
}

/** As the patient's own mail program names them. */
export function senderOf(patient: DemoPatient): Person {
  return { name: patient.name, address: patient.address };
}
