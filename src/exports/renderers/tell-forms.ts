import type { FormCounts } from '../bundle/write-forms.js';
import type { Teller } from './tell-bundle.js';

/** What is here for review programs, and where; nothing where the profile asks for none of it. */
export function formLines(teller: Teller, { exchanges, production, messages }: FormCounts): string[] {
  if (!production && !messages) return [];
  const { documents = 0, volumes = 0 } = production ?? {};
  return [
    ...(production ? [teller.say('forms.production', { documents, volumes })] : []),
    ...(messages ? [teller.say('forms.messages', { ...messages })] : []),
    ...(exchanges ? [teller.say('forms.web', { ...exchanges })] : []),
    teller.say('forms.meaning'),
  ];
}
