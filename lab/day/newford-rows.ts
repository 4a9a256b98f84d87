import type { PostOptions } from '../world/world.types.js';

/** C, P, M, A, F, B: the accounts Akta keeps; the others are the public. */
export type Who =
  | 'C'
  | 'P'
  | 'M'
  | 'A'
  | 'F'
  | 'B'
  | 'carol_jensen'
  | 'piotr_nowak'
  | 'dana_k'
  | 'halina_m'
  | 'river_rat77'
  | 'jkowalczyk'
  | 'bogdan_s'
  | 'neighbor_lou'
  | 'marek_z';

export interface Row {
  /** Number of the row in the story of the day; what is posted bears it as its key. */
  readonly row: number;
  readonly at: Date;
  readonly who: Who;
  readonly text: string;
  readonly language: 'en' | 'pl';
  readonly to?: number;
  readonly media?: PostOptions['media'];
  readonly note: string;
}

/** 19 May 2026 by the town's clocks, five hours behind UTC. */
export function newford(time: string, day = 19): Date {
  return new Date(`2026-05-${String(day)}T${time}:00-05:00`);
}

/** By the clocks of Nowy Bród, two hours ahead of UTC. */
export function nowyBrod(time: string, day = 19): Date {
  return new Date(`2026-05-${String(day)}T${time}:00+02:00`);
}

const mapBefore = 'Map of Newford. Blue: streets that may flood: Mill, Ford, Water. Shelter: Lincoln School.';
export const mapAfter =
  'Map of Newford. Blue: streets that may flood: Mill, Ford, Water. Shelter: Community Hall (Lincoln School has no power).';
export const correctedAlarm =
  'ALARM POWODZIOWY. Rzeka Plank: 12,4 stopy (3,8 m) i rośnie. Natychmiast opuść ulice Mill i Water. Schronienie: Community Hall, 200 Oak Ave. #NewfordPowódź';
export const pollText = 'When should the Riverwalk close on summer nights? Vote until 19 May, 9 am. #NewfordRiverwalk';
export const sunset = {
  text: 'Piękny zachód słońca nad mostem Ford Street. #Newford',
  alt: 'Pomarańczowe niebo nad stalowym mostem, rzeka gładka jak szkło.',
};

export const FLOOD: readonly Row[] = [
  {
    row: 3,
    at: newford('08:15'),
    who: 'A',
    language: 'en',
    text: 'FLOOD WATCH: Plank River, noon Tuesday to noon Wednesday.',
    note: 'A flood watch in the alerts feed.',
  },
  {
    row: 4,
    at: newford('08:20'),
    who: 'C',
    language: 'en',
    text: 'A Flood Watch starts at noon. Know your way out: map below. #NewfordFlood',
    media: [{ scene: 'map', alt: mapBefore }],
    note: 'The city posts the map of the streets that may flood.',
  },
  {
    row: 5,
    at: newford('08:24'),
    who: 'P',
    language: 'pl',
    text: 'Od południa obowiązuje ostrzeżenie przed powodzią. Sprawdź drogę ewakuacji na mapie. #NewfordPowódź',
    media: [{ scene: 'map', alt: 'Mapa Newford. Na niebiesko ulice, które może zalać woda: Mill, Ford i Water.' }],
    note: 'The same in Polish.',
  },
  {
    row: 6,
    at: newford('13:40'),
    who: 'C',
    language: 'en',
    text: 'FLOOD WARNING. Plank River at 12.4 ft and rising. Leave Mill and Water Street NOW. Shelter: Community Hall, 200 Oak Ave. #NewfordFlood',
    note: 'The flood warning. People begin to answer.',
  },
  {
    row: 7,
    at: newford('13:43'),
    who: 'P',
    language: 'pl',
    text: 'ALARM POWODZIOWY. Rzeka Plank: 14,2 stopy i rośnie. Natychmiast opuść ulice Mill i Water. Schronienie: Community Hall, 200 Oak Ave. #NewfordPowódź',
    note: 'The Polish alarm, with a wrong figure.',
  },
  {
    row: 8,
    at: newford('13:41'),
    who: 'dana_k',
    language: 'en',
    to: 6,
    text: 'Is the Ford Street bridge open? My mother is on the other side.',
    note: 'A reporter asks about the bridge.',
  },
  {
    row: 9,
    at: newford('13:44'),
    who: 'C',
    language: 'en',
    to: 8,
    text: 'Closed. Please take the Route 9 bridge.',
    note: 'The city answers.',
  },
  {
    row: 10,
    at: newford('13:44'),
    who: 'halina_m',
    language: 'pl',
    to: 7,
    text: 'Czy w schronisku przyjmą mnie z psem?',
    note: 'May she bring her dog?',
  },
  {
    row: 11,
    at: newford('13:47'),
    who: 'P',
    language: 'pl',
    to: 10,
    text: 'Tak. Proszę zabrać smycz i książeczkę szczepień.',
    note: 'She may.',
  },
  {
    row: 12,
    at: newford('13:46'),
    who: 'river_rat77',
    language: 'en',
    to: 6,
    text: 'They OPENED Miller Dam on purpose to save the golf course. My cousin works there. SHARE!!',
    note: 'A false rumour.',
  },
  {
    row: 13,
    at: newford('13:49'),
    who: 'jkowalczyk',
    language: 'en',
    to: 6,
    text: 'Water is in my basement at 18 Mill St. Nobody told us anything. The siren never went off.',
    note: 'A complaint that will become a lawsuit.',
  },
  {
    row: 14,
    at: newford('13:50'),
    who: 'bogdan_s',
    language: 'pl',
    to: 7,
    text: 'Podobno woda w kranach jest zatruta. To prawda?',
    note: 'A question about the tap water.',
  },
  {
    row: 15,
    at: newford('13:52'),
    who: 'neighbor_lou',
    language: 'en',
    to: 6,
    text: 'Mrs. Greta Olsen, 22 Mill St, is 84 and alone. Call her: 555-0142!!',
    note: 'A neighbour in danger, with her address and number.',
  },
];

export const AFTER: readonly Row[] = [
  {
    row: 16,
    at: newford('14:10'),
    who: 'C',
    language: 'en',
    text: 'RUMOR CHECK: Miller Dam has NOT been opened. Its gates have been shut since 6 am. Live gauge: newford.example/gauge #NewfordFlood',
    note: 'The city answers the rumour while the platform cannot be read.',
  },
  {
    row: 17,
    at: newford('14:12'),
    who: 'P',
    language: 'pl',
    text: 'SPRAWDZAMY PLOTKI: tama Miller NIE została otwarta. Woda w kranach jest bezpieczna. #NewfordPowódź',
    note: 'The same in Polish.',
  },
  {
    row: 18,
    at: newford('15:05'),
    who: 'A',
    language: 'en',
    text: 'FLOOD WARNING extended to Wednesday 6 am.',
    note: 'The alerts feed extends the warning.',
  },
  {
    row: 22,
    at: newford('18:05'),
    who: 'F',
    language: 'en',
    text: 'Flood warning in force. Shelter open: Community Hall. Schronienie otwarte: Community Hall.',
    note: 'The city says on its Facebook page where the shelter is.',
  },
  {
    row: 23,
    at: newford('18:40'),
    who: 'carol_jensen',
    language: 'en',
    to: 22,
    text: 'The mayor was fundraising while Mill Street went under. Shame.',
    note: 'A comment that somebody will hide.',
  },
  {
    row: 24,
    at: newford('18:52'),
    who: 'piotr_nowak',
    language: 'pl',
    to: 22,
    text: 'Dziękuję strażakom z Water Street!',
    note: 'A comment of thanks.',
  },
  {
    row: 19,
    at: newford('18:20'),
    who: 'M',
    language: 'en',
    text: 'While others talk, I carry sandbags. Re-elect Brandt on April 6. Chip in: brandtfornewford.example',
    media: [{ scene: 'sandbag', alt: 'Mayor Brandt lifts a sandbag on Water Street.' }],
    note: 'A campaign post on an official account.',
  },
  {
    row: 20,
    at: newford('18:31'),
    who: 'dana_k',
    language: 'en',
    to: 19,
    text: "Campaigning in a flood? On the city's account?",
    note: 'The reporter asks.',
  },
  {
    row: 21,
    at: newford('19:20'),
    who: 'M',
    language: 'en',
    text: 'My earlier post should not have been on this account. I removed it. All eyes on the river now.',
    note: 'The mayor explains.',
  },
  {
    row: 25,
    at: nowyBrod('22:40'),
    who: 'B',
    language: 'pl',
    text: 'Myślami jesteśmy z naszym miastem partnerskim Newford. Koce zbieramy w ratuszu do 22 maja.',
    note: 'The twin town collects blankets.',
  },
  {
    row: 26,
    at: nowyBrod('22:55'),
    who: 'marek_z',
    language: 'pl',
    to: 25,
    text: 'Przywiozę dziesięć. Marek Zieliński, marek@zielinski.example, PESEL 44051401359',
    note: 'A citizen gives more of himself than he should.',
  },
  {
    row: 27,
    at: nowyBrod('08:05', 20),
    who: 'B',
    language: 'pl',
    to: 26,
    text: 'Dziękujemy! Prosimy nie podawać tu numeru PESEL.',
    note: 'The town hall thanks him and warns him.',
  },
  {
    row: 28,
    at: nowyBrod('13:00', 20),
    who: 'B',
    language: 'pl',
    text: 'Mamy już 140 koców. Dziękujemy! #NowyBródDlaNewford',
    note: '140 blankets.',
  },
  {
    row: 29,
    at: newford('07:30', 20),
    who: 'C',
    language: 'en',
    text: 'Warning lifted at 6 am. Mill and Water Street stay closed. Damage forms: newford.example/flood. Dziękujemy, Nowy Bród! #NewfordFlood',
    note: 'The warning is lifted.',
  },
  {
    row: 30,
    at: newford('07:35', 20),
    who: 'P',
    language: 'pl',
    text: 'Alarm odwołano o 6.00. Ulice Mill i Water pozostają zamknięte. Formularze szkód: newford.example/flood #NewfordPowódź',
    note: 'The same in Polish.',
  },
];
