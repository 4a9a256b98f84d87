/** Columns whose cells are words of ours, with a sentence `cell.<word>`; what stands in others somebody named, or it is a date. */
const WORDS = new Set(['month', 'kind', 'loop', 'reason', 'why', 'what', 'state', 'work', 'verdict', 'by']);

export function isWordColumn(id: string): boolean {
  return WORDS.has(id);
}

/** A moment in RFC 3339, as the tables tell times. */
export function isMoment(cell: string): boolean {
  return /^\d{4}-\d\d-\d\dT/.test(cell);
}
