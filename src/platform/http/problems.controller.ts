import { Controller, Get, Param } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Public } from './allow.decorator.js';
import { PROBLEMS, Refusal } from './problems.js';

/** What the `type` of a problem leads to. */
@ApiTags('problems')
@Public()
@Controller('problems')
export class ProblemsController {
  @Get(':key')
  show(@Param('key') key: string): { key: string; status: number; title: string } {
    const entry = Object.entries(PROBLEMS).find(([name]) => name === key);
    if (!entry) throw new Refusal('not-found', 'There is no problem of this name.');
    return { key, ...entry[1] };
  }
}
