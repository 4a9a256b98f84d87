import {
  type MaskedPerson,
  type Ruling,
  fieldsOf,
  maskedPersons,
  planMasks,
  proposeRepeats,
} from '../../src/requests/index.js';
import {
  CODE,
  HOST,
  inPart,
  itemOf,
  recordOf,
  redacted,
  redaction,
  released,
  stretch,
  type Told,
} from '../support/item-to-redact.js';

const lou: Told = {
  no: 15,
  who: 'neighbor_lou',
  texts: ['Mrs. Greta Olsen, 22 Mill St, is 84 and alone. Call her: 555-0142!!'],
};

describe('an item released in part', () => {
  const item = itemOf(lou);
  const ruling = inPart(...['Greta Olsen', '22 Mill St', '555-0142'].map((said) => stretch(item, '15.1', said)));
  const out = redacted(item, ruling);

  it('is what was kept, with the code in the place of the rest', () => {
    const text = 'Mrs. [7(1)(b)], [7(1)(b)], is 84 and alone. Call her: [7(1)(b)]!!';
    expect(out.view?.versions.map((version) => version.text)).toEqual([text]);
    expect(out.versions[0]?.runs.get('text')?.filter(({ kind }) => kind === 'box')).toEqual(
      Array.from({ length: 3 }, () => ({ kind: 'box', codes: [CODE], width: CODE.length + 2 })),
    );
  });

  it('lists by name what stays closed in its commitment, so that the rest is still proved', () => {
    expect(out.versions[0]?.withheldParts).toEqual(['item.json', 'field:text']);
    expect(out.versions[0]?.shownParts).toEqual(['field:author-handle', 'field:author-name']);
  });

  it('does not tell where the post still stands, unredacted', () => {
    expect(out.view?.url).toBeNull();
    expect(out.view?.author?.handle).toBe('@neighbor_lou@social.newford.example');
  });

  it('names everything that must be found nowhere, by what it is', () => {
    expect(out.withheld.map(({ item: no, kind, text }) => `${no} ${kind} ${text}`)).toEqual([
      '15 text Greta Olsen',
      '15 address 22 Mill St',
      '15 phone 555-0142',
      '15 phone 5550142',
      `15 post-address ${HOST}/@neighbor_lou/1000015`,
      `15 post-address ${HOST}/users/neighbor_lou/statuses/1000015`,
      '15 platform-id 1000015',
    ]);
    expect(out.exposed).toEqual([]);
  });

  it('says none of it anywhere in what leaves', () => {
    const leaving = JSON.stringify([
      out.view,
      out.versions.map((version) => ({ ...version, runs: [...version.runs] })),
    ]);
    expect(out.withheld.filter(({ text }) => leaving.includes(text))).toEqual([]);
  });

  it('is left as it was', () => {
    expect(item.view.versions[0]?.text).toBe(lou.texts[0]);
  });
});

describe('what is withheld in one place', () => {
  it('is proposed wherever else the item says it, however it is spelled there', () => {
    const item = itemOf({
      ...lou,
      texts: ['Call 555-0142', 'CALL 555 0142 or 5550142. Not 1555-0142.'],
      more: { contentWarning: 'about 555-0142' },
    });
    const out = redacted(item, inPart(stretch(item, '15.1', '555-0142')));
    expect(out.exposed).toEqual([
      { snapshotId: '15.1', field: 'content-warning', start: 6, end: 14, code: CODE },
      { snapshotId: '15.2', field: 'text', start: 5, end: 13, code: CODE },
      { snapshotId: '15.2', field: 'text', start: 17, end: 24, code: CODE },
      { snapshotId: '15.2', field: 'content-warning', start: 6, end: 14, code: CODE },
    ]);
    const all = out.exposed.map(({ snapshotId, field, start, end }) =>
      redaction(snapshotId, { kind: 'text', field, start, end }),
    );
    expect(redacted(item, inPart(stretch(item, '15.1', '555-0142'), ...all)).exposed).toEqual([]);
  });

  it('is found in another item too', () => {
    const other = recordOf({ no: 40, who: 'newford', texts: ['A crew is at 22 Mill St. now'] }, 0);
    expect(
      proposeRepeats({ snapshotId: '40.1', fields: fieldsOf(other) }, [{ text: '22 Mill St', code: CODE }]),
    ).toEqual([{ snapshotId: '40.1', field: 'text', start: 13, end: 23, code: CODE }]);
  });

  it('is covered in the addresses, tags and mentions the platform made of it', () => {
    const item = itemOf({
      ...lou,
      texts: ['See Greta Olsen'],
      more: {
        links: [{ url: 'https://people.example/Greta%20Olsen?x=1', title: 'A page' }],
        tags: ['gretaolsen', 'flood'],
      },
    });
    const out = redacted(item, inPart(stretch(item, '15.1', 'Greta Olsen')));
    expect(out.view?.versions[0]?.links).toEqual([{ url: '[7(1)(b)]', title: 'A page' }]);
    expect([...(out.versions[0]?.runs.keys() ?? [])]).toEqual(['text', 'link-url-1', 'tag-1']);
  });

  it.each([
    ['content-warning', { contentWarning: 'Greta' }, 'field:content-warning'],
    ['title', { title: 'Greta' }, 'field:title'],
    ['alt-1', { media: [{ key: 'k', url: 'https://x.example/m', mime: 'image/png', alt: 'Greta' }] }, 'field:alt-1'],
    [
      'poll-2',
      {
        poll: {
          options: [
            { title: 'No', votes: 1 },
            { title: 'Greta', votes: 2 },
          ],
          closesAt: null,
          closed: true,
          votes: 3,
        },
      },
      'field:poll',
    ],
    ['link-title-1', { links: [{ url: 'https://x.example/', title: 'Greta' }] }, 'item.json'],
    ['author-name', {}, 'field:author-name'],
    [
      'profile-bio',
      { profile: { handle: 'h', displayName: 'd', bio: 'Greta', fields: [], movedTo: null } },
      'field:profile',
    ],
    [
      'profile-value-1',
      { profile: { handle: 'h', displayName: 'd', bio: '', fields: [{ name: 'n', value: 'Greta' }], movedTo: null } },
      'field:profile',
    ],
  ] as const)('may be any field: %s', (field, more, part) => {
    const item = itemOf({ ...lou, name: 'Greta', texts: ['x'], more });
    const out = redacted(item, inPart(redaction('15.1', { kind: 'text', field, start: 0, end: 5 })));
    const { author, ...rest } = out.view ?? { author: null };
    expect(JSON.stringify(field === 'author-name' ? author : rest)).not.toContain('Greta');
    expect(JSON.stringify(field === 'author-name' ? author : rest)).toContain('[7(1)(b)]');
    expect(out.versions[0]?.withheldParts).toContain(part);
  });
});

describe('pictures of an item', () => {
  const medium = {
    key: 'k',
    url: 'https://files.example/media/greta_house_original.jpg',
    mime: 'image/jpeg',
    alt: 'Her house',
  };
  const item = itemOf({ ...lou, texts: ['a', 'b'], more: { media: [medium, { ...medium, alt: '' }] } });

  it('withheld whole take their description along, and leave nothing to find them by', () => {
    const out = redacted(item, inPart(redaction('15.1', { kind: 'medium', ordinal: 1 })));
    expect(out.view?.versions[0]?.media[0]).toEqual({
      ordinal: 1,
      mediumId: null,
      mime: null,
      bytes: null,
      alt: '[7(1)(b)]',
      href: null,
    });
    expect(out.versions[0]?.withheldParts).toEqual(['item.json', 'field:alt-1', 'medium-1']);
    expect(out.withheld.filter(({ kind }) => kind === 'file-name' || kind === 'medium-digest')).toEqual([
      { item: 15, kind: 'file-name', text: 'greta_house_original.jpg' },
      { item: 15, kind: 'medium-digest', text: 'ab'.repeat(32) },
    ]);
  });

  it('that stand uncovered in another version are told', () => {
    const out = redacted(item, inPart(redaction('15.1', { kind: 'medium', ordinal: 1 })));
    expect(out.exposed).toContainEqual({ snapshotId: '15.2', field: 'medium-1', start: 0, end: 0, code: CODE });
  });

  it('with regions are to be redrawn, and their original bytes are not opened', () => {
    const region = { x: 1, y: 2, width: 3, height: 4 };
    const out = redacted(item, inPart(redaction('15.1', { kind: 'region', ordinal: 2, ...region })));
    expect(out.versions[0]?.media).toEqual([
      { ordinal: 1, mediumId: 'medium-of-15-1', outcome: 'whole', codes: [], regions: [] },
      { ordinal: 2, mediumId: 'medium-of-15-2', outcome: 'redrawn', codes: [CODE], regions: [region] },
    ]);
    expect(out.versions[0]?.withheldParts).toContain('medium-2');
    expect(out.versions[0]?.shownParts).toContain('medium-1');
  });
});

describe('persons who are not named', () => {
  const dana = itemOf({ no: 20, who: 'dana_k', name: 'Dana Whitlock', texts: ['Campaigning in a flood?'] });
  const reply = itemOf({
    no: 21,
    who: 'newford',
    texts: ['@dana_k Thank you, Dana Whitlock. See https://social.newford.example/@dana_k/1 and @dana_k2'],
    more: {
      mentions: ['dana_k@social.newford.example'],
      inReplyTo: recordOf({ no: 20, who: 'dana_k', texts: [''] }, 0).ref,
    },
  });
  const person: MaskedPerson = {
    uri: `${HOST}/users/dana_k`,
    pseudonym: 'Person C',
    code: 'Art. 15(4)',
    handles: ['@dana_k@social.newford.example'],
    names: ['Dana Whitlock'],
  };
  const ruled = [dana, reply].map((item) => ({ item, ruling: released }));

  it('bear one pseudonym in what they wrote and wherever others name them', () => {
    const masks = planMasks(ruled, [person]);
    const [own, other] = [redacted(dana, released, masks), redacted(reply, released, masks)];
    expect(own.view?.author).toEqual({ handle: '[Person C]', displayName: '[Person C]', official: false });
    expect(own.view?.url).toBeNull();
    expect(other.view?.versions[0]?.text).toBe('[Person C] Thank you, [Person C]. See [Art. 15(4)] and @dana_k2');
    expect(other.versions[0]?.withheldParts).toEqual(['item.json', 'field:text']);
    expect(own.withheld.map(({ kind }) => kind)).toEqual([
      'handle',
      'person',
      'post-address',
      'post-address',
      'platform-id',
    ]);
  });

  it('are covered all over the bundle where the author of one item is', () => {
    const ruling = inPart(redaction('20.1', { kind: 'author' }));
    const decided = [
      { item: dana, ruling },
      { item: reply, ruling: released },
    ];
    const masks = planMasks(decided, maskedPersons(decided, { key: Buffer.alloc(32), language: 'en' }));
    expect(redacted(dana, ruling, masks).view?.author?.handle).toBe('[Person A]');
    expect(redacted(reply, released, masks).view?.versions[0]?.text).toBe(
      '[Person A] Thank you, [Person A]. See [7(1)(b)] and @dana_k2',
    );
  });

  it('are not told by an item that points at theirs', () => {
    const quiet = itemOf({
      no: 22,
      who: 'newford',
      texts: ['Noted.'],
      more: { inReplyTo: recordOf({ no: 20, who: 'dana_k', texts: [''] }, 0).ref },
    });
    const masks = planMasks(
      [
        { item: dana, ruling: inPart(stretch(dana, '20.1', 'flood')) },
        { item: quiet, ruling: released },
      ],
      [],
    );
    const out = redacted(quiet, released, masks);
    expect(out.versions[0]?.withheldParts).toEqual(['item.json']);
    expect(out.view?.versions[0]?.text).toBe('Noted.');
  });

  it('are not looked for by a name of one word, which is a word like others', () => {
    const masks = planMasks(ruled, [{ ...person, names: ['Campaigning'] }]);
    expect(redacted(dana, released, masks).view?.versions[0]?.text).toBe('Campaigning in a flood?');
  });
});

describe('a decision', () => {
  const item = itemOf(lou);

  it('to withhold leaves that there is an item, and when', () => {
    const out = redacted(item, { decision: 'withheld', codes: ['7(1)(c)'], redactions: [] });
    expect([out.view?.restricted, out.view?.versions, out.view?.author, out.view?.url, out.versions]).toEqual([
      true,
      [],
      null,
      null,
      [],
    ]);
    expect(out.view?.postedAt).toBe('2026-05-19T18:52:00.000Z');
    expect(out.withheld.map(({ kind, text }) => `${kind} ${text}`)).toContain(`text ${lou.texts[0]}`);
  });

  it('that it is not about the request leaves nothing', () => {
    const out = redacted(item, { decision: 'not-responsive', codes: [], redactions: [] });
    expect([out.view, out.versions, out.withheld]).toEqual([null, [], []]);
  });

  it('to release leaves everything, and every part can be opened', () => {
    const out = redacted(item, released);
    expect([out.view, out.withheld, out.versions[0]?.withheldParts]).toEqual([item.view, [], []]);
  });

  it.each<[string, Ruling]>([
    ['1 redaction is marked in it', { ...released, redactions: [stretch(item, '15.1', '84')] }],
    ['nothing is marked in it', inPart()],
    ['no exemption is named', { decision: 'withheld', codes: [], redactions: [] }],
    ['has no field alt-1', inPart(redaction('15.1', { kind: 'text', field: 'alt-1', start: 0, end: 1 }))],
    ['a version that this item does not have', inPart(redaction('15.9', { kind: 'author' }))],
    ['no medium number 1', inPart(redaction('15.1', { kind: 'medium', ordinal: 1 }))],
    ['the text has 67', inPart(redaction('15.1', { kind: 'text', field: 'text', start: 0, end: 68 }))],
  ])('that contradicts itself or its item is refused: %s', (why, ruling) => {
    expect(() => redacted(item, ruling)).toThrow(why);
  });
});
