import { Resolver } from 'node:dns/promises';

/** The TXT records of a name, each as one text; none where it has none; null where no name server could be asked. */
export type ReadTxt = (name: string) => Promise<readonly string[] | null>;

const NONE = new Set(['ENOTFOUND', 'ENODATA', 'EBADNAME']);

/** Asks the name servers of this machine. What they say is public, and no address is contacted because of it. */
export const readTxt: ReadTxt = async (name) => {
  try {
    const records = await new Resolver({ timeout: 3_000, tries: 2 }).resolveTxt(name);
    return records.map((pieces) => pieces.join(''));
  } catch (error) {
    return NONE.has(String(Object(error).code)) ? [] : null;
  }
};
