import { Param, ParseUUIDPipe } from '@nestjs/common';
import { Refusal } from './problems.js';

/** An id in the path, as an argument of a route. What is no id is the id of nothing. */
export const IdParam = (name = 'id'): ParameterDecorator =>
  Param(
    name,
    new ParseUUIDPipe({ exceptionFactory: () => new Refusal('not-found', 'There is nothing of this id here.') }),
  );
