import type { ItemView } from '../src/archive/views.types.js';
import type { BundlePlan } from '../src/exports/bundle/bundle.types.js';
import { loadProfiles, profileNamed } from '../src/exports/load-profiles.js';

const AT = '2026-05-19T13:20:00.000Z';
const WORDS =
  'flood warning river street bridge shelter closed water rising Mill Ford please stay away from the bank zażółć gęślą jaźń ulica most schronisko'.split(
    ' ',
  );

/** One of a few kinds of post: English and Polish, every tenth with emoji, every fiftieth in Arabic or Chinese; every fifth edited. */
export function benchItem(no: number): ItemView {
  const id = `item-${no}`;
  const root = `item-${no - ((no - 1) % 6)}`;
  const versions = no % 5 === 0 ? 2 : 1;
  return {
    id,
    accountId: 'account',
    kind: root === id ? 'post' : 'reply',
    state: 'present',
    url: `https://social.newford.example/@newford/${no}`,
    author: { handle: '@newford', displayName: 'City of Newford', official: true },
    postedAt: AT,
    firstSeenAt: AT,
    lastSeenAt: AT,
    capturedLate: false,
    parentId: root === id ? null : root,
    rootId: root,
    quotedId: null,
    repostedId: null,
    versions: Array.from({ length: versions }, (_, n) => versionOf(no, n + 1)),
    findings: [],
    restricted: false,
  };
}

function versionOf(no: number, number: number): ItemView['versions'][number] {
  return {
    snapshotId: `snapshot-${no}-${number}`,
    number,
    cause: number === 1 ? 'first-seen' : 'edited',
    observedAt: AT,
    platformAt: null,
    text: textOf(no, number),
    title: null,
    contentWarning: null,
    lang: 'en',
    media: [],
    poll: null,
    links: [],
    profile: null,
    commit: 'sha256:00',
    seq: no * 2 + number,
    exchangeId: 'exchange',
  };
}

function textOf(no: number, number: number): string {
  if (no % 50 === 0) return 'هذا نص عربي للاختبار مع أرقام 123 و English داخل الجملة (2026).';
  if (no % 50 === 25) return '今天天气很好,我们去公园散步吧。这是一个较长的句子。';
  const words = Array.from({ length: 30 + (no % 40) }, (_, i) => WORDS[(no * 7 + i * i + number) % WORDS.length]);
  return `${words.join(' ')}${no % 10 === 0 ? ' 😀 👩‍💻' : ''} #NewfordFlood https://newford.example/${no}`;
}

export function benchPlan(): BundlePlan {
  return {
    exportId: 'export',
    name: 'EXP-2026-0001',
    at: AT,
    languages: ['en'],
    profile: profileNamed(loadProfiles(), 'full'),
    release: null,
    approvedBy: null,
    custody: [],
    clock: 'real',
    asked: {
      accounts: [], fromDay: null, toDay: null, zone: 'America/Chicago', from: null, to: null, text: null, state: null, by: 'Bench',
    },
    storage: null,
    scope: { text: '', salt: '' },
    bodies: [],
    pagePrefix: 'NEWFORD',
    accounts: [],
    knownAccounts: [],
    gaps: [],
    mostProofFiles: 0,
    ranges: [],
    checkpoint: { size: 0, root: Buffer.alloc(32), note: '', at: new Date(AT) },
    marks: { stamped: [], cosigned: null, earlier: null, heads: [] },
    origin: 'bench',
    publicKey: Buffer.alloc(32),
    handovers: [],
  }; // prettier-ignore
}
