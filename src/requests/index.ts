export * from './clocks/index.js';
export { RequestsModule } from './requests.module.js';
