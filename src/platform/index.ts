export { Clock } from './clock/clock.port.js';
export { SimulatedClock } from './clock/simulated-clock.js';
export { SystemClock } from './clock/system-clock.js';
export { type Actor, actorName, demand, may, system, type SystemName } from './http/actor.js';
export { PERMISSIONS, type Permission } from './http/permissions.js';
export { type InputFault, PROBLEMS, type ProblemKey, Refusal } from './http/problems.js';
export { newId } from './ids.js';
export {
  type Outbound,
  type OutboundAnswer,
  OutboundError,
  type OutboundFault,
  type OutboundRequest,
} from './outbound/outbound.types.js';
export { type Language, say, type Sentences, type SentenceValues } from './sentences/sentences.js';
export { calendarDate, clockTime, fullTime, zoneOffset } from './sentences/when.rules.js';
export { writeSecretFile } from './secret-file.js';
