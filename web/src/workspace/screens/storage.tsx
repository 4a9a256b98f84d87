import type { ReactNode } from 'react';
import { useSay } from '../../frame/language.js';
import { Screen } from '../../frame/screen.js';
import { Answer } from '../answers.js';
import { ExaminationsPart } from '../storage/examinations.js';
import { ReadBackPart } from '../storage/findings.js';
import { useExaminations, useFixity } from '../storage/storage-reads.js';

/** Whether storage keeps what it was given: what was read back, what was not as recorded, what the doctor said. */
export function StorageScreen(): ReactNode {
  const say = useSay();
  return (
    <Screen title={say('storage.title')} lede={say('storage.lede')}>
      <Answer of={useFixity()}>{(fixity) => <ReadBackPart fixity={fixity} />}</Answer>
      <Answer of={useExaminations()}>{({ items }) => <ExaminationsPart items={items} />}</Answer>
    </Screen>
  );
}
