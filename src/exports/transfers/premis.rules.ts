import type { ItemView } from '../../archive/index.js';
import type { BagFile } from '../bundle/bagit.rules.js';
import { formatOf } from './formats.rules.js';
import type { TransferPlan, TransferStep } from './transfer.types.js';
import { Xml, xml, type XmlContent, xmlOpen } from './xml.rules.js';

/** PREMIS 3.0, the part of it that is written: objects, then events, then agents, then rights, in the order of its schema. */

const NAMESPACE = 'http://www.loc.gov/premis/v3';
const IN = 'http://www.w3.org/2001/XMLSchema-instance';
const LOG = 'Akta log entry';
const SOFTWARE = ['local', 'akta'] as const;

export const PREMIS_START = xmlOpen('premis:premis', {
  'xmlns:premis': NAMESPACE,
  'xmlns:xsi': IN,
  'xsi:schemaLocation': `${NAMESPACE} http://www.loc.gov/standards/premis/premis.xsd`,
  version: '3.0',
});
export const PREMIS_END = '</premis:premis>\n';

function p(name: string, ...content: readonly XmlContent[]): Xml {
  return xml(`premis:${name}`, content);
}

function identified(name: string, type: string, value: string): Xml {
  return p(`${name}Identifier`, p(`${name}IdentifierType`, type), p(`${name}IdentifierValue`, value));
}

/** What was written, as a whole. */
export function itemObject(item: ItemView, title: string): Xml {
  const content = [identified('object', 'UUID', item.id), p('originalName', title)];
  return xml('premis:object', content, { 'xsi:type': 'premis:intellectualEntity' });
}

/** A file of the bag, and the item it is part of. */
export function fileObject({ path, bytes, sha256 }: BagFile, itemId: string | null): Xml {
  const { name, pronom } = formatOf(path);
  const designation = p('formatDesignation', p('formatName', name));
  const registry =
    pronom === null ? null : p('formatRegistry', p('formatRegistryName', 'PRONOM'), p('formatRegistryKey', pronom));
  const belongs =
    itemId === null
      ? null
      : p(
          'relationship',
          p('relationshipType', 'structural'),
          p('relationshipSubType', 'is part of'),
          identified('relatedObject', 'UUID', itemId),
        );
  const content = [
    identified('object', 'path', path),
    p(
      'objectCharacteristics',
      p('compositionLevel', '0'),
      p('fixity', p('messageDigestAlgorithm', 'SHA-256'), p('messageDigest', sha256)),
      p('size', String(bytes)),
      p('format', designation, registry),
    ),
    p('originalName', path),
    belongs,
  ];
  return xml('premis:object', content, { 'xsi:type': 'premis:file' });
}

function event(of: {
  readonly id: readonly [type: string, value: string];
  readonly type: string;
  readonly at: string;
  readonly detail: string;
  readonly outcome: string;
  readonly agent: readonly [type: string, value: string];
  readonly itemId: string | null;
}): Xml {
  return p(
    'event',
    identified('event', ...of.id),
    p('eventType', of.type),
    p('eventDateTime', of.at),
    p('eventDetailInformation', p('eventDetail', of.detail)),
    p('eventOutcomeInformation', p('eventOutcome', of.outcome)),
    identified('linkingAgent', ...of.agent),
    of.itemId === null ? null : identified('linkingObject', 'UUID', of.itemId),
  );
}

/** Each version that was captured, its digests, and what was found out about it later. */
export function itemEvents(item: ItemView, origin: string): Xml[] {
  const place = (seq: number | null): string => `${origin}#${seq ?? ''}`;
  const versions = item.versions.map((version) =>
    event({
      id: [LOG, place(version.seq)],
      type: 'capture',
      at: version.observedAt,
      detail: `version ${version.number}: ${version.cause}`,
      outcome: `recorded; commitment ${version.commit}`,
      agent: SOFTWARE,
      itemId: item.id,
    }),
  );
  const findings = item.findings.map((finding) =>
    event({
      id: [LOG, place(finding.seq)],
      type: finding.kind === 'gone' ? 'no longer at the source' : finding.kind,
      at: finding.at,
      detail: `certainty: ${finding.certainty}`,
      outcome: `cause: ${finding.cause}`,
      agent: SOFTWARE,
      itemId: item.id,
    }),
  );
  return [...versions, ...findings];
}

/** What people did with the list, that digests were worked out, and that it was made ready to be handed over. */
export function packageEvents(plan: TransferPlan): Xml[] {
  const { origin, packageId, at, items, archive } = plan;
  const steps = plan.steps.map((step) =>
    event({
      id: [LOG, `${origin}#${step.seq}`],
      type: `disposition: ${step.action}`,
      at: step.at,
      detail: `list ${plan.listNumber}`,
      outcome: 'recorded',
      agent: personAgent(step),
      itemId: null,
    }),
  );
  const made = { at, agent: SOFTWARE, itemId: null };
  return [
    ...steps,
    event({
      ...made,
      id: ['UUID', `${packageId}#digests`],
      type: 'message digest calculation',
      detail: 'SHA-256 of every file of this package',
      outcome: 'in the objects above, and in manifest-sha256.txt',
    }),
    event({
      ...made,
      id: ['UUID', `${packageId}#transfer`],
      type: 'transfer',
      detail: `made ready for ${archive}`,
      outcome: `${items} item(s)`,
    }),
  ];
}

function personAgent({ by }: TransferStep): readonly [type: string, value: string] {
  return by === 'Akta' ? SOFTWARE : ['name', by];
}

export function agents({ steps, body, archive }: TransferPlan): Xml[] {
  const people = [...new Set(steps.map(({ by }) => by))].filter((by) => by !== 'Akta').toSorted();
  return [
    agent(SOFTWARE, 'Akta', 'software'),
    ...people.map((by) => agent(['name', by], by, 'person')),
    agent(['name', body], body, 'organization'),
    ...(archive === body ? [] : [agent(['name', archive], archive, 'organization')]),
  ];
}

function agent(id: readonly [type: string, value: string], name: string, type: string): Xml {
  return p('agent', identified('agent', ...id), p('agentName', name), p('agentType', type));
}

/** By which law it goes, and by which each account was archived. */
export function rights({ about, accounts, packageId, country, profile }: TransferPlan): Xml {
  const statute = (key: string, citation: string, note: string): Xml =>
    p(
      'rightsStatement',
      identified('rightsStatement', 'UUID', `${packageId}#${key}`),
      p('rightsBasis', 'statute'),
      p(
        'statuteInformation',
        p('statuteJurisdiction', country === '' ? 'unstated' : country),
        p('statuteCitation', citation),
        p('statuteNote', note),
      ),
      p('rightsGranted', p('act', 'transfer')),
    );
  const bases = [...accounts.values()].flatMap(({ id, handle, legalBasis }) =>
    legalBasis === null
      ? []
      : [statute(id, legalBasis.statute, `${handle}: ${legalBasis.scheduleItem} (${legalBasis.officer})`)],
  );
  const { policy, version, series, authority } = about;
  return p(
    'rights',
    statute('schedule', authority.citation[profile.language], `${policy} ${version}, ${series}; ${authority.url}`),
    ...bases,
  );
}
