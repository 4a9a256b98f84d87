/** XML written by hand: what strangers wrote goes in as text, and never as markup. */

export type XmlAttributes = Readonly<Record<string, string>>;
/** Null and undefined are left out. */
export type XmlContent = string | Xml | null | undefined | readonly XmlContent[];

/** Marked up already; only this module makes it. */
export class Xml {
  constructor(readonly text: string) {}
}

export const XML_DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n';

/** Outside the characters of XML 1.0: these cannot be written at all, not even escaped. */
const NOT_XML = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu;
const IN_TEXT: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '\r': '&#13;' };
const IN_ATTRIBUTE: Readonly<Record<string, string>> = {
  ...IN_TEXT,
  '"': '&quot;',
  '\n': '&#10;',
  '\t': '&#9;',
};

/** A character that XML does not know becomes U+FFFD, so that one is seen to have been there. */
export function xmlText(text: string): string {
  return text.replaceAll(NOT_XML, '\u{FFFD}').replaceAll(/[&<>\r]/g, (sign) => IN_TEXT[sign] ?? sign);
}

function attributeText(text: string): string {
  return text.replaceAll(NOT_XML, '\u{FFFD}').replaceAll(/[&<>\r"\n\t]/g, (sign) => IN_ATTRIBUTE[sign] ?? sign);
}

/** The start of an element, for those that are written piece by piece. */
export function xmlOpen(name: string, attributes: XmlAttributes = {}): string {
  const pairs = Object.entries(attributes).map(([key, value]) => ` ${key}="${attributeText(value)}"`);
  return `<${name}${pairs.join('')}>`;
}

export function xmlClose(name: string): string {
  return `</${name}>`;
}

/** One element with what is in it. Texts are escaped. */
export function xml(name: string, content: XmlContent, attributes: XmlAttributes = {}): Xml {
  return new Xml(`${xmlOpen(name, attributes)}${inside(content)}${xmlClose(name)}`);
}

function inside(content: XmlContent): string {
  if (content === null || content === undefined) return '';
  if (typeof content === 'string') return xmlText(content);
  return content instanceof Xml ? content.text : content.map(inside).join('');
}
