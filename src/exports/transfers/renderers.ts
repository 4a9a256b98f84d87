import { bagitPremis } from './bagit-premis.renderer.js';
import { nara } from './nara.renderer.js';
import { paczka } from './paczka.renderer.js';
import type { TransferFormat } from './transfer-profile.types.js';
import type { TransferRenderer } from './transfer.types.js';

/** Who writes each form of package. */
export const RENDERERS: Readonly<Record<TransferFormat, TransferRenderer>> = {
  'bagit-premis': bagitPremis,
  paczka,
  nara,
};
