import { Label, Select } from '@trussworks/react-uswds';
import type { ReactNode } from 'react';
import { CHARACTERS } from '../../../src/accounts/accounts.types.js';
import type { AccountView } from '../../../src/archive/views.types.js';
import { useSay } from '../frame/language.js';
import { useRegistry } from '../frame/registry.js';

export function BodySelect({ id }: { id: string }): ReactNode {
  const say = useSay();
  const { bodies } = useRegistry();
  return (
    <>
      <Label htmlFor={id}>{say('add.body')}</Label>
      <Select id={id} name="bodyId" required>
        {[...bodies.values()].map((body) => (
          <option key={body.id} value={body.id}>
            {body.name}
          </option>
        ))}
      </Select>
    </>
  );
}

export function CharacterSelect({ chosen }: { chosen?: AccountView['character'] }): ReactNode {
  const say = useSay();
  return (
    <>
      <Label htmlFor="character">{say('add.character')}</Label>
      <Select id="character" name="character" defaultValue={chosen}>
        {CHARACTERS.map((character) => (
          <option key={character} value={character}>
            {say(`character.${character}`)}
          </option>
        ))}
      </Select>
    </>
  );
}
