import { dayFaults, type PlacedFault } from '../../platform/rule-files/day-faults.rules.js';
import type { ClockLaw } from './clock.types.js';

/** What a law says that cannot be so. */
export function lawFaults(law: ClockLaw, calendars: ReadonlySet<string>): PlacedFault[] {
  const lists: readonly (readonly [string, readonly { readonly id: string }[]])[] = [
    ['bodyTypes', law.bodyTypes ?? []],
    ['pauses', law.pauses ?? []],
    ['extensions', law.extensions ?? []],
    ['secondary', law.secondary ?? []],
  ];
  return [
    ...dayFaults(law.checked, ['checked']),
    ...calendarNamed(law.calendar, ['calendar'], calendars),
    ...lists.flatMap(([name, list]) => twice(list, [name])),
    ...twice(
      (law.extensions ?? []).flatMap(({ grounds }) => grounds),
      ['extensions'],
    ),
    ...(law.bodyTypes ?? []).flatMap((type, i) => [
      ...(type.calendar === undefined
        ? []
        : calendarNamed(type.calendar, ['bodyTypes', String(i), 'calendar'], calendars)),
      ...(type.calendar === undefined && type.period === undefined
        ? [
            {
              path: ['bodyTypes', String(i)],
              text: `The type "${type.id}" has neither a period nor a calendar of its own.`,
            },
          ]
        : []),
    ]),
    ...periodFaults(law),
  ];
}

function calendarNamed(id: string, path: readonly string[], calendars: ReadonlySet<string>): PlacedFault[] {
  return calendars.has(id) ? [] : [{ path, text: `There is no calendar calendars/${id}.yaml without a fault.` }];
}

function twice(list: readonly { readonly id: string }[], path: readonly string[]): PlacedFault[] {
  const ids = list.map(({ id }) => id);
  return ids
    .filter((id, i) => ids.indexOf(id) !== i)
    .map((id) => ({ path, text: `The id "${id}" stands there twice.` }));
}

function periodFaults({ period, extensions, roll }: ClockLaw): PlacedFault[] {
  if (period === null) {
    const text = 'A law without a period has nothing that could be extended.';
    return extensions === undefined ? [] : [{ path: ['extensions'], text }];
  }
  const skips = period.unit === 'working' || period.unit === 'working-weeks';
  const counted = [period, ...(extensions ?? []).flatMap(({ longest }) => longest ?? [])];
  const canEndOnSkipped = counted.some(({ unit }) => unit !== 'working' && unit !== 'working-weeks');
  if (skips && !canEndOnSkipped) return [];
  // Nothing can be handed in on a day that the law's own calendar leaves out.
  return roll === 'forward'
    ? []
    : [{ path: ['roll'], text: 'A period that counts every day must say "roll: forward".' }];
}
