import { Button, Form } from '@trussworks/react-uswds';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, type ReactNode, useState } from 'react';
import type {
  LetterheadView,
  LetterPreview,
  WantedFact,
  WrittenLetterView,
} from '../../../../src/exports/letters/letter-views.types.js';
import type { LetterKind } from '../../../../src/exports/letters/letter.types.js';
import type { RequestView } from '../../../../src/requests/request.types.js';
import { useSay } from '../../frame/language.js';
import { Notice } from '../../frame/notice.js';
import { Trouble } from '../answers.js';
import { get, send } from '../api.js';
import { Field } from '../change-form.js';
import { fieldsOf } from '../form-fields.js';
import { useMay } from '../reads.js';
import { Box, LongField } from './pick.js';
import { requestPath } from './request-reads.js';

type Fields = Readonly<Record<string, string>>;

const WHY = 'why ';

function valueOf({ shape }: WantedFact, text: string): unknown {
  if (shape === 'count') return Number(text);
  return shape === 'lines' ? text.split('\n').filter((line) => line.trim() !== '') : text;
}

/** What was filled in, in the shapes that a letter takes. */
function factsIn(fields: Fields, wanted: readonly WantedFact[]): Record<string, unknown> {
  return Object.fromEntries(
    wanted.flatMap((fact) => {
      const text = fields[fact.name];
      return text === undefined ? [] : [[fact.name, valueOf(fact, text)]];
    }),
  );
}

function bodyOf(kind: LetterKind, fields: Fields, wanted: readonly WantedFact[]): object {
  const codes = Object.entries(fields).flatMap(([name, why]) =>
    name.startsWith(WHY) ? [{ code: name.slice(WHY.length), why }] : [],
  );
  const { extensionKind, extensionUntil } = fields;
  const extension = {
    ...(extensionKind === undefined ? {} : { kind: extensionKind }),
    ...(extensionUntil === undefined ? {} : { until: extensionUntil }),
  };
  const facts = { ...factsIn(fields, wanted), ...(codes.length === 0 ? {} : { codes }) };
  return { kind, facts, ...(kind === 'extension' ? { extension } : {}) };
}

/** What is the same in each letter is kept with what was kept before. */
async function keep({ bodyId, language }: RequestView, facts: Record<string, unknown>): Promise<void> {
  const path = `/bodies/${encodeURIComponent(bodyId)}/letterhead/${language}`;
  const { facts: before } = await get<LetterheadView>(path);
  await send<LetterheadView>('PUT', path, { facts: { ...before, ...facts } });
}

function FactField({ id, fact: { name, label, shape, needed } }: { id: string; fact: WantedFact }): ReactNode {
  const say = useSay();
  const title = label.charAt(0).toUpperCase() + label.slice(1);
  const props = { id: `${id}-${name}`, name, label: needed ? title : say('letters.optional', { title }) };
  if (shape === 'lines' || shape === 'text') return <LongField {...props} optional />;
  return <Field {...props} {...(shape === 'day' ? { type: 'date' } : {})} optional />;
}

function Fields({ id, seen, mayKeep }: { id: string; seen: LetterPreview; mayKeep: boolean }): ReactNode {
  const say = useSay();
  return (
    <>
      {seen.codes.map((code) => (
        <LongField
          key={code}
          id={`${id}-${code}`}
          name={`${WHY}${code}`}
          label={say('letters.why', { code })}
          optional
        />
      ))}
      {seen.wanted.map((fact) => (
        <FactField key={fact.name} id={id} fact={fact} />
      ))}
      {mayKeep && seen.wanted.some(({ kept }) => kept) ? (
        <Box id={`${id}-keep`} name="keep" label={say('letters.keep')} />
      ) : null}
    </>
  );
}

function Seen({ seen }: { seen: LetterPreview }): ReactNode {
  const say = useSay();
  const [first, ...lines] = seen.text.split('\n');
  return (
    <>
      {seen.objections.length === 0 ? (
        <Notice tone="success" live>
          {say('letters.whole')}
        </Notice>
      ) : (
        <Notice tone="warning" live>
          {seen.objections.map((sentence) => (
            <span key={sentence} className="ak-sentence">
              {sentence}
            </span>
          ))}
        </Notice>
      )}
      <section className="ak-letter" lang={seen.language} aria-label={say('letters.text')} tabIndex={0}>
        <p>
          <strong>{first}</strong>
        </p>
        {lines.map((line, i) => (
          // oxlint-disable-next-line react/no-array-index-key -- lines have no other name, and none moves
          <p key={i}>{line}</p>
        ))}
      </section>
    </>
  );
}

/** Of a notice that goes out before the step is taken. */
function ExtensionFields({ id }: { id: string }): ReactNode {
  const say = useSay();
  return (
    <>
      <Field id={`${id}-kind`} name="extensionKind" label={say('letters.extension-kind')} optional />
      <Field id={`${id}-until`} name="extensionUntil" type="date" label={say('letters.extension-until')} optional />
    </>
  );
}

/** A letter as it would read, what is missing in it, and the places to add that. */
export function WriteLetter({ request, kind }: { request: RequestView; kind: LetterKind }): ReactNode {
  const say = useSay();
  const client = useQueryClient();
  const mayKeep = useMay('body.manage');
  const [wanted, setWanted] = useState<LetterPreview | null>(null);
  const id = `letter-${kind}`;
  const facts = (fields: Fields): Record<string, unknown> => factsIn(fields, wanted?.wanted ?? []);

  const look = useMutation({
    mutationFn: async (fields: Fields) => {
      const kept: readonly string[] = wanted?.wanted.flatMap((fact) => (fact.kept ? [fact.name] : [])) ?? [];
      if (fields['keep'] !== undefined) {
        await keep(request, Object.fromEntries(Object.entries(facts(fields)).filter(([name]) => kept.includes(name))));
      }
      const body = bodyOf(kind, fields, wanted?.wanted ?? []);
      return send<LetterPreview>('POST', requestPath(request.id, '/letters/preview'), body);
    },
    // The fields stay where they are: what was just filled in is still wanted by the letter.
    onSuccess: (seen) => setWanted((before) => (before === null ? seen : { ...seen, ...stillWanted(before, seen) })),
  });
  const write = useMutation({
    mutationFn: (fields: Fields) =>
      send<WrittenLetterView>('POST', requestPath(request.id, '/letters'), bodyOf(kind, fields, wanted?.wanted ?? [])),
    onSuccess: () => client.invalidateQueries(),
  });
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const by = event.nativeEvent instanceof SubmitEvent ? event.nativeEvent.submitter : null;
    const fields = fieldsOf(event.currentTarget);
    if (by instanceof HTMLButtonElement && by.value === 'write') write.mutate(fields);
    else look.mutate(fields);
  };
  const isWhole = wanted !== null && wanted.objections.length === 0;
  const problem = write.error ?? look.error;
  return (
    <Form onSubmit={submit} className="ak-form ak-form--letter" aria-label={say(`letter-kind.${kind}`)}>
      {problem === null ? null : <Trouble problem={problem} />}
      {write.isSuccess ? (
        <Notice tone="success" live>
          {say('letters.written', { name: write.data.name })}
        </Notice>
      ) : null}
      {kind === 'extension' ? <ExtensionFields id={id} /> : null}
      {wanted === null ? null : <Fields id={id} seen={wanted} mayKeep={mayKeep} />}
      {wanted === null ? null : <Seen seen={wanted} />}
      <div className="ak-buttons">
        <Button type="submit" value="look" outline disabled={look.isPending}>
          {say(wanted === null ? 'letters.look' : 'letters.look-again')}
        </Button>
        {isWhole ? (
          <Button type="submit" value="write" disabled={write.isPending}>
            {say('letters.write')}
          </Button>
        ) : null}
      </div>
    </Form>
  );
}

function stillWanted(before: LetterPreview, seen: LetterPreview): Pick<LetterPreview, 'wanted' | 'codes'> {
  const names = before.wanted.map(({ name }) => name);
  return {
    wanted: [...before.wanted, ...seen.wanted.filter(({ name }) => !names.includes(name))],
    codes: [...before.codes, ...seen.codes.filter((code) => !before.codes.includes(code))],
  };
}
