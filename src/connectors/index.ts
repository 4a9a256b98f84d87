export * from './connector.port.js';
