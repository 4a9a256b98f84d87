import type { SearchField } from '../search-field.js';
import { DATE_FIELDS } from './date-fields.js';
import { incidentField } from './incident-field.js';
import { ITEM_FIELDS } from './item-fields.js';
import { WORD_FIELDS } from './word-fields.js';

/** In the order in which a person is told of them. */
export const BUILT_IN_FIELDS: readonly SearchField[] = [...ITEM_FIELDS, ...WORD_FIELDS, ...DATE_FIELDS, incidentField];
