import { Injectable } from '@nestjs/common';
import { renderOnePage } from '../../exports/index.js';
import type { Actor, Language } from '../../platform/index.js';
import { GatherPaper } from './gather-paper.js';
import type { PaperFacts } from './paper.types.js';
import type { SampleView } from './sample.types.js';
import { isWrong, STEPS, workingPaper } from './working-paper.js';

/** Small enough for everything an auditor asks, large enough for a pen beside it. */
const SCALE = 0.7;

export interface RenderedPaper {
  readonly name: string;
  readonly bytes: Buffer;
  readonly facts: PaperFacts;
  /** Something on it does not hold. */
  readonly wrong: boolean;
}

/** One working paper of a sample, with everything on it looked up and checked now. */
@Injectable()
export class RenderPaper {
  constructor(private readonly gather: GatherPaper) {}

  async run(
    actor: Actor,
    asked: { readonly sample: SampleView; readonly place: number; readonly language: Language },
  ): Promise<RenderedPaper> {
    const facts = await this.gather.run(actor, asked);
    const bytes = await renderOnePage((step) => workingPaper(facts, step), { steps: STEPS, scale: SCALE });
    return { name: paperName(facts), bytes, facts, wrong: hasWrong(facts) };
  }
}

export function paperName({ drawn }: Pick<PaperFacts, 'drawn'>): string {
  return `${String(drawn.place).padStart(3, '0')}-${drawn.stratum}-${drawn.itemId.slice(-8)}.pdf`;
}

function hasWrong({ proof, evidence }: PaperFacts): boolean {
  return proof.lines.some(isWrong) || evidence.some(({ opened }) => opened === 'wrong') || !proof.signed;
}
