import { type EventType, shapesOf } from './event-types.js';

const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const DIGEST = /^[0-9a-f]{64}$/;
const TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/;

/** Why these facts may not stand in the log, or null. The log takes ids, counts, words, times, digests: nothing else. */
export function faultOf(type: EventType, facts: Readonly<Record<string, unknown>>): string | null {
  const shapes = shapesOf(type);
  const extra = Object.keys(facts).find((name) => !(name in shapes));
  if (extra !== undefined) return `it has no fact "${extra}"`;
  for (const [name, shape] of Object.entries(shapes)) {
    const value = facts[name];
    if (shape.is === 'count') {
      if (!Number.isSafeInteger(value)) return `"${name}" is not a whole number`;
    } else if (typeof value !== 'string' || !fits(shape, value)) {
      return `"${name}" is not a ${shape.is}`;
    }
  }
  return null;
}

function fits(shape: { readonly is: string; readonly words?: readonly string[] }, value: string): boolean {
  switch (shape.is) {
    case 'id':
      return ID.test(value);
    case 'digest':
      return DIGEST.test(value);
    case 'time':
      return TIME.test(value);
    case 'day':
      return TIME.test(value) && value.endsWith('T00:00:00.000Z');
    default:
      return shape.words?.includes(value) ?? false;
  }
}
