import { ApiProperty } from '@nestjs/swagger';
import { IsNotEmpty, IsString, MaxLength } from 'class-validator';

const LONGEST_CODE = 40;

export class CodeDto {
  @ApiProperty({ type: 'string', description: 'Six digits of the app, or a recovery code', example: '492039' })
  @IsString()
  @IsNotEmpty()
  @MaxLength(LONGEST_CODE)
  readonly code!: string;
}

export class ConfirmEnrolmentDto extends CodeDto {
  @ApiProperty({ type: 'string', description: 'As it was given when the enrolment was begun' })
  @IsString()
  @IsNotEmpty()
  @MaxLength(1000)
  readonly enrolment!: string;
}
