export { CUT_SHORT, documentTokens, type Searched, tsvectorLiteral } from './document.rules.js';
export { type Asked, type Echo, SearchItems } from './search-items.js';
export { searchCommands } from './search.command.js';
export { SearchModule } from './search.module.js';
export { type Token, tokens } from './tokens.rules.js';
