import { ApiProperty } from '@nestjs/swagger';
import { IsString, MaxLength } from 'class-validator';

export class GrantMessagesDto {
  @ApiProperty({ example: 'Marta Zielinski, FOIA officer', description: 'Who agreed to it' })
  @IsString()
  @MaxLength(2000)
  readonly grantedBy!: string;

  @ApiProperty({ example: 'Resolution 26-41; 5 ILCS 140/2(c)', description: 'On what ground' })
  @IsString()
  @MaxLength(2000)
  readonly ground!: string;
}
