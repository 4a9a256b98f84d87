import { Body, Controller, Delete, Get, Headers, HttpCode, Ip, Post, Query, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { type Actor, ActorOf, Config, IdParam, type PageOf, Public, Refusal, SignedIn } from '../platform/index.js';
import { identifiedBy } from './access.guard.js';
import { SessionsQuery, SignInDto } from './identity.dto.js';
import type { FactorFacts, SessionView } from './people.types.js';
import { FactorStanding } from './second-factor/factor-standing.js';
import { EndSession } from './sessions/end-session.js';
import { ReadSessions } from './sessions/read-sessions.js';
import { giveSession, sessionOf, takeSession } from './session-cookie.js';
import { selfOf } from './self-of.js';
import { type Proof, SignIn } from './sign-in.js';
import { SignOut } from './sign-out.js';

@ApiTags('identity')
@Controller('api/v1')
export class SessionController {
  private readonly https: boolean;

  // oxlint-disable-next-line max-params -- one operation a route
  constructor(
    config: Config,
    private readonly signIn: SignIn,
    private readonly signOut: SignOut,
    private readonly sessions: ReadSessions,
    private readonly endSession: EndSession,
    private readonly factor: FactorStanding,
  ) {
    this.https = config.publicUrl?.startsWith('https:') ?? false;
  }

  @Public()
  @Post('session')
  @HttpCode(204)
  async begin(
    @Body() body: SignInDto,
    @Ip() address: string,
    @Headers('user-agent') device: string | undefined,
    @Res({ passthrough: true }) response: Response,
  ): Promise<void> {
    const place = { address, device: device ?? '' };
    giveSession(response, await this.signIn.run(proofOf(body), place), this.https);
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
  async me(@ActorOf() actor: Actor, @Req() request: Request): Promise<MeView> {
    return {
      id: selfOf(actor),
      name: actor.name,
      roles: identifiedBy(request)?.roles ?? [],
      permissions: actor.kind === 'person' ? [...actor.permissions].toSorted() : [],
      secondFactor: await this.factor.run(actor),
    };
  }

  /** Of whoever is signed in to the page: one's own sessions; everybody's with `person.manage`. */
  @SignedIn()
  @Get('sessions')
  list(@ActorOf() actor: Actor, @Query() query: SessionsQuery): Promise<PageOf<SessionView>> {
    return this.sessions.run(actor, query);
  }

  @SignedIn()
  @Delete('sessions/:id')
  @HttpCode(204)
  endOne(@ActorOf() actor: Actor, @IdParam() id: string): Promise<void> {
    return this.endSession.run(actor, id);
  }
}

export interface MeView {
  readonly id: string;
  readonly name: string;
  readonly roles: readonly string[];
  readonly permissions: readonly string[];
  readonly secondFactor: FactorFacts;
}

function proofOf({ key, name, password }: SignInDto): Proof {
  if (key !== undefined) return { key };
  if (name !== undefined && password !== undefined) return { name, password };
  throw new Refusal('invalid-input', 'Give a key, or a name and a password.', {
    errors: [{ pointer: '/key', text: 'A key, or a name and a password, is needed.' }],
  });
}
