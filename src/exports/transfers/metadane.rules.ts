import { xml, type Xml, type XmlContent, XML_DECLARATION } from './xml.rules.js';

/** Metadata of one document of a paczka archiwalna (Dz.U. 2006 nr 206 poz. 1517), elements in the order of its schema 1.7. */

const NAMESPACE = 'http://www.mswia.gov.pl/standardy/ndap';
const LANGUAGES: Readonly<Record<string, string>> = {
  pl: 'pol', en: 'eng', de: 'ger', uk: 'ukr', be: 'bel', lt: 'lit', cs: 'cze', sk: 'slo', ru: 'rus', fr: 'fre',
  es: 'spa', it: 'ita', ar: 'ara', he: 'heb',
}; // prettier-ignore

export interface Metadane {
  /** RFC 3339; of a case the first and the last. */
  readonly published: readonly string[];
  readonly mime: string;
  readonly bytes: number;
  readonly sign: string;
  readonly group: string;
  readonly id: string;
  readonly description: string;
  readonly category: string;
  readonly qualifiedOn: string;
  readonly body: string;
  /** Null: the body itself. */
  readonly author: string | null;
  readonly type: 'tekst' | 'kolekcja' | 'obraz nieruchomy' | 'obraz ruchomy' | 'dźwięk' | 'dane';
  readonly title: string;
  /** As the platform says it, BCP 47; null where it does not. */
  readonly language: string | null;
}

export function metadane(of: Metadane): string {
  const document = xml(
    'n:dokument',
    [
      ...of.published.map((at) => n('data', n('typ', 'opublikowany'), n('czas', at))),
      n('dostep', n('dostepnosc', 'wszystko')),
      n('format', n('typ', of.mime), xml('n:wielkosc', String(of.bytes), { jednostka: 'bajt' })),
      n('grupowanie', n('typ', 'znak sprawy'), n('kod', of.sign), n('opis', of.group)),
      n('identyfikator', n('typ', 'SystemID'), n('wartosc', of.id)),
      n('opis', of.description),
      n('kwalifikacja', n('kategoria', of.category), n('data', of.qualifiedOn), n('podmiot', institution(of.body))),
      n(
        'tworca',
        n('funkcja', 'opublikował'),
        n('podmiot', of.author === null ? institution(of.body) : person(of.author)),
      ),
      n('typ', n('kategoria', of.type)),
      n('tytul', xml('n:oryginalny', of.title, { jezyk: languageOf(of.language) })),
    ],
    { 'xmlns:n': NAMESPACE },
  );
  return `${XML_DECLARATION}${document.text}\n`;
}

function n(name: string, ...content: readonly XmlContent[]): Xml {
  return xml(`n:${name}`, content);
}

function institution(name: string): Xml {
  return n('instytucja', n('nazwa', name));
}

function person(name: string): Xml {
  return n('osoba', n('nazwisko', name));
}

/** ISO 639-2; `und` where it is not known. */
function languageOf(tag: string | null): string {
  return LANGUAGES[tag?.split('-')[0]?.toLowerCase() ?? ''] ?? 'und';
}
