import { Body, Controller, Delete, HttpCode, Post, Put } from '@nestjs/common';
import { ApiBearerAuth, ApiHeader, ApiOperation, ApiTags } from '@nestjs/swagger';
import { type Actor, ActorOf, Allow, IdParam, Refusal, SignedIn } from '../../platform/index.js';
import type { BegunEnrolment } from '../people.types.js';
import { selfOf } from '../self-of.js';
import { EnrolFactor } from './enrol-factor.js';
import { CodeDto, ConfirmEnrolmentDto } from './factor.dto.js';
import { RemoveFactor } from './remove-factor.js';
import { ShowCode } from './show-code.js';

/** For a call that needs a second factor: in a session once every ten minutes, with a key each time. */
export const NeedsCode = (): MethodDecorator =>
  ApiHeader({
    name: 'Akta-Code',
    required: false,
    description:
      'A code of the second factor: needed with an API key, and in a session in which none was shown for ten minutes',
  });

@ApiTags('identity')
@ApiBearerAuth('key')
@Controller('api/v1')
export class FactorController {
  constructor(
    private readonly enrol: EnrolFactor,
    private readonly remove: RemoveFactor,
    private readonly showCode: ShowCode,
  ) {}

  @ApiOperation({ summary: 'Begin to enrol a second factor: a secret for an authenticator app, shown once' })
  @NeedsCode()
  @SignedIn()
  @HttpCode(200)
  @Post('me/second-factor/enrolment')
  begin(@ActorOf() actor: Actor): Promise<BegunEnrolment> {
    return this.enrol.begin(actor);
  }

  @ApiOperation({ summary: 'Confirm it with the first code; answers recovery codes, shown once' })
  @NeedsCode()
  @SignedIn()
  @Put('me/second-factor')
  async confirm(
    @ActorOf() actor: Actor,
    @Body() body: ConfirmEnrolmentDto,
  ): Promise<{ readonly recoveryCodes: readonly string[] }> {
    return { recoveryCodes: await this.enrol.confirm(actor, body) };
  }

  @ApiOperation({ summary: 'Take away one’s own second factor' })
  @NeedsCode()
  @SignedIn()
  @HttpCode(204)
  @Delete('me/second-factor')
  removeOwn(@ActorOf() actor: Actor): Promise<void> {
    return this.remove.run(actor, selfOf(actor));
  }

  @ApiOperation({ summary: 'Take away a second factor that somebody has lost' })
  @NeedsCode()
  @Allow('person.manage')
  @HttpCode(204)
  @Delete('people/:id/second-factor')
  removeLost(@ActorOf() actor: Actor, @IdParam() person: string): Promise<void> {
    return this.remove.run(actor, person);
  }

  @ApiOperation({ summary: 'Show a code in this session: it stands for ten minutes' })
  @SignedIn()
  @HttpCode(204)
  @Post('session/code')
  async show(@ActorOf() actor: Actor, @Body() { code }: CodeDto): Promise<void> {
    if (actor.kind !== 'person' || actor.credential?.kind !== 'session') {
      throw new Refusal(
        'wrong-state',
        'With a key a code is shown with the call that needs it: in the header Akta-Code.',
      );
    }
    await this.showCode.run(actor, code);
  }
}
