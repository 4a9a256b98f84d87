export * from './connector.port.js';
export * from './gap-reasons.types.js';
export { type Candidate, ConnectorRegistry } from './connector-registry.js';
export { ConnectorsModule } from './connectors.module.js';
export { DetectAccount, type DetectedAccount, NOT_AN_ADDRESS } from './detect-account.js';
