import type { ItemView } from '../../../../src/archive/views.types.js';
import type { Region, Target } from '../../../../src/requests/review/redaction-target.rules.js';
import { type Say, useSay } from '../../frame/language.js';
import { isolated } from '../../records/plain-text.js';
import { textOf } from './parts.rules.js';
import { wordsIn } from './stored-range.rules.js';

const PLAIN = ['text', 'title', 'content-warning', 'author-handle', 'author-name', 'place'] as const;
const COUNTED = ['alt', 'poll', 'medium'] as const;

export function partName(part: string, say: Say): string {
  const plain = PLAIN.find((one) => one === part);
  if (plain !== undefined) return say(`cover.part.${plain}`);
  const counted = COUNTED.find((one) => part.startsWith(`${one}-`));
  return counted === undefined ? part : say(`cover.part.${counted}`, { n: part.slice(counted.length + 1) });
}

/** What is covered, or would be, in words. */
export function useCovered(): (target: Target, item: ItemView) => string {
  const say = useSay();
  return ({ version, part, range, region }, item) => {
    const whole = isolated(textOf(item, version, part)) || say('cover.what-whole');
    const words = range === null ? whole : `“${isolated(wordsIn(textOf(item, version, part), range), 200)}”`;
    const what = region === null ? words : say('cover.what-region', percent(region));
    return say('cover.what', {
      part: partName(part, say),
      version,
      what: part.startsWith('medium') && region === null ? say('cover.what-whole') : what,
    });
  };
}

function percent({ x, y, width, height }: Region): Readonly<Record<string, number>> {
  return { x: x / 100, y: y / 100, width: width / 100, height: height / 100 };
}
