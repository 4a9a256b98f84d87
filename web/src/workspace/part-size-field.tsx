import { Label, Select } from '@trussworks/react-uswds';
import type { ReactNode } from 'react';
import { useLanguage, useSay } from '../frame/language.js';
import { sizeInWords } from '../../../src/platform/sentences/size.rules.js';

/** What mail servers, portals and memory sticks let through. */
const SIZES = [10e6, 25e6, 100e6, 1e9] as const;

/** How large one file of a bundle may be; its value is empty where it is one file whatever its size. */
export function PartSizeField(): ReactNode {
  const say = useSay();
  const language = useLanguage();
  return (
    <>
      <Label htmlFor="part-size">{say('export.part-size')}</Label>
      <Select id="part-size" name="partSize" defaultValue="">
        <option value="">{say('export.part-size.whole')}</option>
        {SIZES.map((bytes) => (
          <option key={bytes} value={bytes}>
            {say('export.part-size.at-most', { size: sizeInWords(bytes, language) })}
          </option>
        ))}
      </Select>
    </>
  );
}

/** What is sent of it. */
export function partSizeOf(chosen: unknown): { readonly partSize?: number } {
  return typeof chosen === 'string' && chosen !== '' ? { partSize: Number(chosen) } : {};
}
