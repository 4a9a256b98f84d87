import { Injectable, type PipeTransform } from '@nestjs/common';
import { Refusal } from './problems.js';

/** An id in an address: `@Param('id', ParseId)`. What is no id names nothing. */
@Injectable()
export class ParseId implements PipeTransform<string, string> {
  transform(value: string): string {
    if (/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(value)) return value.toLowerCase();
    throw new Refusal('not-found', 'There is nothing with this id.');
  }
}
