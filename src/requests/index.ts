export { checkRedaction } from './redaction/cover-item.rules.js';
export {
  checkExemption,
  type CodeTrust,
  type ExemptionCode,
  type ExemptionLibrary,
  type ExemptionUse,
  usualCode,
} from './redaction/exemption-codes.rules.js';
export { type Fault, faultInWords, type Outcome } from './redaction/fault.rules.js';
export { type Field, type FieldName, fieldsOf } from './redaction/item-fields.rules.js';
export { loadExemptionCodes } from './redaction/load-exemption-codes.js';
export { checkRegions, placeholder } from './redaction/picture.rules.js';
export { pseudonymsOf } from './redaction/pseudonyms.rules.js';
export {
  type BundleMasks,
  planMasks,
  proposeRepeats,
  redactItem,
  type RuledItem,
} from './redaction/redact-item.rules.js';
export { PICTURE_LIMITS, type PictureLimits, redactPicture, type RedactedPicture } from './redaction/redact-picture.js';
export { boxWidth, type Cover, derivedOf, plainText, redactText, type Run } from './redaction/redact-text.rules.js';
export { redactionSentences } from './redaction/redaction.sentences.js';
export type * from './redaction/redaction.types.js';
export { type ItemRuling, type Release, ReleaseSource, type ThirdParty } from './redaction/release-source.port.js';
export { type Suggestion, type SuggestionContext, suggestRedactions } from './redaction/suggest-redactions.rules.js';
export type { SuggestionKind } from './redaction/suggestion.types.js';
export { checkRange, type TextRange } from './redaction/text-ranges.rules.js';
