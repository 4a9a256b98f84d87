import type { ReactNode } from 'react';
import { type HoldView, MATTER_KINDS, type MatterView } from '../../../../src/retention/holds.types.js';
import { useSay } from '../../frame/language.js';
import { instantAt } from '../../frame/local-day.rules.js';
import { type Registry, useRegistry } from '../../frame/registry.js';
import { send } from '../api.js';
import { ChangeDetails, ChangeForm, Field } from '../change-form.js';
import { Pick as PickOne } from '../requests/pick.js';
import { ScopeFields, scopeIn } from '../requests/scope-fields.js';
import { BodySelect } from '../selects.js';

type Fields = Readonly<Record<string, string>>;

const NEW = 'new';

async function matterOf(fields: Fields, matters: readonly MatterView[]): Promise<Pick<MatterView, 'id' | 'bodyId'>> {
  const known = matters.find(({ id }) => id === fields['matter']);
  if (known !== undefined) return known;
  return send<MatterView>('POST', '/matters', {
    bodyId: fields['bodyId'],
    number: fields['matterNumber'] ?? '',
    name: fields['matterName'] ?? '',
    kind: fields['matterKind'],
  });
}

async function place(fields: Fields, matters: readonly MatterView[], { bodies }: Registry): Promise<HoldView> {
  const { id, bodyId } = await matterOf(fields, matters);
  return send<HoldView>('POST', '/holds', {
    matterId: id,
    reason: fields['reason'],
    triggerAt: instantAt(fields['trigger'] ?? '', bodies.get(bodyId)?.zone ?? 'UTC'),
    scope: scopeIn(fields) ?? {},
  });
}

function Matter({ matters }: { matters: readonly MatterView[] }): ReactNode {
  const say = useSay();
  return (
    <>
      <PickOne
        id="hold-matter"
        name="matter"
        label={say('matter.which')}
        options={[
          [NEW, say('matter.new')],
          ...matters.map(({ id, number, name }) => [id, say('matter.line', { number, name })] as const),
        ]}
      />
      <BodySelect id="matter-body" />
      <Field id="matter-number" name="matterNumber" label={say('matter.number')} optional />
      <Field id="matter-name" name="matterName" label={say('matter.name')} optional />
      <PickOne
        id="matter-kind"
        name="matterKind"
        label={say('matter.kind')}
        options={MATTER_KINDS.map((kind) => [kind, say(`matter-kind.${kind}`)])}
      />
    </>
  );
}

/** A duty to keep: for which case, why, since when, and what. */
export function PlaceHold({ matters }: { matters: readonly MatterView[] }): ReactNode {
  const say = useSay();
  const registry = useRegistry();
  return (
    <ChangeDetails title={say('holds.place')}>
      <ChangeForm
        presses={[{ value: 'place', label: say('holds.place') }]}
        change={(fields) => place(fields, matters, registry)}
        done={({ number }) => say('holds.placed', { number })}
      >
        <Matter matters={matters} />
        <Field id="hold-reason" name="reason" label={say('hold.reason')} />
        <Field
          id="hold-trigger"
          name="trigger"
          type="datetime-local"
          label={say('hold.trigger')}
          hint={say('hold.trigger-hint')}
        />
        <ScopeFields id="hold" items />
      </ChangeForm>
    </ChangeDetails>
  );
}
