import { planMasks, maskedPersons, type Others, ThirdParties } from '../../src/requests/index.js';
import { itemOf, recordOf, redacted, released } from '../support/item-to-redact.js';

const HOST = 'social.newford.example';
const uri = (user: string): string => `https://${HOST}/users/${user}`;
const author = (user: string, name: string): Others['authors'][number] => ({
  uri: uri(user),
  handle: `@${user}@${HOST}`,
  name,
});

describe('Third parties in the answer to a person', () => {
  const met = (texts: readonly string[], more: Partial<ReturnType<typeof recordOf>> = {}): ThirdParties => {
    const third = new ThirdParties({
      code: 'Art. 15(4)',
      kept: {
        uris: new Set([uri('newford')]),
        handles: new Set([`@dana_k@${HOST}`, `@newford@${HOST}`]),
        names: ['City of Newford'],
      },
      authors: [
        author('newford', 'City of Newford'),
        author('dana_k', 'Dana Kowalska'),
        author('karl_h', 'Karl Heller'),
        author('karl_h', 'Dana Kowalska'),
        author('lou', 'Lou'),
        { uri: 'https://other.example/users/newford', handle: '@newford@other.example', name: 'City of Newford' },
      ],
    });
    const records = texts.map((text) =>
      recordOf({ no: 20, who: 'dana_k', name: 'Dana Kowalska', texts: [text], more }, 0),
    );
    for (const record of records) third.learn(record);
    for (const record of records) third.meet(20, record);
    return third;
  };
  const handlesIn = (...texts: readonly string[]): string[] =>
    met(texts)
      .persons()
      .flatMap(({ handles }) => handles)
      .toSorted();
  const masked = (text: string): string => {
    const item = itemOf({ no: 20, who: 'dana_k', name: 'Dana Kowalska', texts: [text] });
    const third = met([text]);
    const persons = maskedPersons([], { key: Buffer.alloc(32), language: 'en' }, third.persons());
    const masks = planMasks([{ item, ruling: released }], persons, third.pointing.keys());
    return redacted(item, released, masks).view?.versions[0]?.text ?? '';
  };

  it('are those who are named, whether they wrote anything here or not; never the requester or the body', () => {
    expect(handlesIn('Nobody is named here.')).toEqual([]);
    expect(handlesIn('@dana_k and @newford and Dana Kowalska of the City of Newford')).toEqual([]);
    expect(handlesIn('Karl Heller said so')).toEqual([`@karl_h@${HOST}`]);
    expect(handlesIn('ask @greta@far.example', `and https://${HOST}/@lou`)).toEqual([
      `@greta@far.example`,
      `@lou@${HOST}`,
    ]);
    expect(met(['Hello'], { mentions: ['piotr@far.example'] }).persons()).toMatchObject([
      { handles: ['@piotr@far.example'] },
    ]);
  });

  it('bear a pseudonym where they are named, and whoever is called alike keeps their name', () => {
    expect(masked('Karl Heller, @karl_h: @dana_k asks')).toBe('[Person A], [Person A]: @dana_k asks');
    expect(masked(`@newford is not @newford@other.example or https://other.example/@newford`)).toBe(
      '@newford is not [Person A] or [Art. 15(4)]',
    );
    expect(masked('Dana Kowalska of the City of Newford')).toBe('Dana Kowalska of the City of Newford');
  });

  it('are looked for in every file by handle, by a name that tells, and by the addresses that lead to them', () => {
    const third = met([`Karl Heller`], { inReplyTo: recordOf({ no: 21, who: 'karl_h', texts: [''] }, 0).ref });
    expect(third.things()).toEqual([
      { item: 20, kind: 'handle', text: `@karl_h@${HOST}` },
      { item: 20, kind: 'person', text: 'Karl Heller' },
      { item: 20, kind: 'post-address', text: `${uri('karl_h')}/statuses/1000021` },
    ]);
  });
});
