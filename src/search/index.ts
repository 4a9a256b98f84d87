export { documentTokens, type Searched, tsvectorLiteral } from './document.rules.js';
export { type Token, tokens } from './tokens.rules.js';
