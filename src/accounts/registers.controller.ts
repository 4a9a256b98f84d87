import { Body, Controller, Post } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';
import { type Actor, ActorOf, Allow, Idempotent } from '../platform/index.js';
import type { BodyFacts } from './accounts.types.js';
import { AddBodyDto, NoteKnownAccountDto } from './account.dto.js';
import { AddBody } from './add-body.js';
import { type KnownAccountFacts, NoteKnownAccount } from './note-known-account.js';

@ApiTags('accounts')
@ApiBearerAuth('key')
@Controller('api/v1')
export class RegistersController {
  constructor(
    private readonly addBody: AddBody,
    private readonly noteKnown: NoteKnownAccount,
  ) {}

  @ApiOperation({ summary: 'Add a public body' })
  @Allow('body.manage')
  @Idempotent()
  @Post('bodies')
  body(@ActorOf() actor: Actor, @Body() input: AddBodyDto): Promise<BodyFacts> {
    return this.addBody.run(actor, input);
  }

  @ApiOperation({ summary: 'Note an account that is known and not archived, with the reason' })
  @Allow('account.manage')
  @Idempotent()
  @Post('known-accounts')
  known(@ActorOf() actor: Actor, @Body() input: NoteKnownAccountDto): Promise<KnownAccountFacts> {
    return this.noteKnown.run(actor, input);
  }
}
