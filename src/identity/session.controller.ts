import { Body, Controller, Delete, Get, HttpCode, Ip, Post, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { type Actor, ActorOf, Config, Public, Refusal, SignedIn } from '../platform/index.js';
import { identifiedBy } from './access.guard.js';
import { SignInDto } from './identity.dto.js';
import { giveSession, sessionOf, takeSession } from './session-cookie.js';
import { selfOf } from './self-of.js';
import { type Proof, SignIn } from './sign-in.js';
import { SignOut } from './sign-out.js';

@ApiTags('identity')
@Controller('api/v1')
export class SessionController {
  private readonly https: boolean;

  constructor(
    config: Config,
    private readonly signIn: SignIn,
    private readonly signOut: SignOut,
  ) {
    this.https = config.publicUrl?.startsWith('https:') ?? false;
  }

  @Public()
  @Post('session')
  @HttpCode(204)
  async begin(
    @Body() body: SignInDto,
    @Ip() address: string,
    @Res({ passthrough: true }) response: Response,
  ): Promise<void> {
    giveSession(response, await this.signIn.run(proofOf(body), address), this.https);
  }

  @SignedIn()
  @Delete('session')
  @HttpCode(204)
  async end(@Req() request: Request, @Res({ passthrough: true }) response: Response): Promise<void> {
    const known = identifiedBy(request);
    if (known && sessionOf(request) !== null && request.get('authorization') === undefined) {
      await this.signOut.run(known);
    }
    takeSession(response, this.https);
  }

  @SignedIn()
  @Get('me')
  me(@ActorOf() actor: Actor, @Req() request: Request): MeView {
    return {
      id: selfOf(actor),
      name: actor.name,
      roles: identifiedBy(request)?.roles ?? [],
      permissions: actor.kind === 'person' ? [...actor.permissions].toSorted() : [],
    };
  }
}

export interface MeView {
  readonly id: string;
  readonly name: string;
  readonly roles: readonly string[];
  readonly permissions: readonly string[];
}

function proofOf({ key, name, password }: SignInDto): Proof {
  if (key !== undefined) return { key };
  if (name !== undefined && password !== undefined) return { name, password };
  throw new Refusal('invalid-input', 'Give a key, or a name and a password.', {
    errors: [{ pointer: '/key', text: 'A key, or a name and a password, is needed.' }],
  });
}
