import { ValidationPipe } from '@nestjs/common';
import type { ValidationError } from 'class-validator';
import { type InputFault, Refusal } from './problems.js';

/** Inputs are DTOs: unknown members are refused, and every fault is reported at once with a pointer to its field. */
export function validation(): ValidationPipe {
  return new ValidationPipe({
    whitelist: true,
    forbidNonWhitelisted: true,
    transform: true,
    stopAtFirstError: true,
    validationError: { target: false, value: false },
    exceptionFactory: (errors) => {
      const faults = faultsOf(errors, '');
      const text =
        faults.length === 1 ? 'One field needs another value.' : `${faults.length} fields need other values.`;
      return new Refusal('invalid-input', text, { errors: faults });
    },
  });
}

function faultsOf(errors: readonly ValidationError[], parent: string): InputFault[] {
  return errors.flatMap((error) => {
    // RFC 6901
    const pointer = `${parent}/${error.property.replaceAll('~', '~0').replaceAll('/', '~1')}`;
    const own = Object.values(error.constraints ?? {}).map((text) => ({ pointer, text: `${text}.` }));
    return [...own, ...faultsOf(error.children ?? [], pointer)];
  });
}
