import { ApiProperty } from '@nestjs/swagger';
import { IsString, MaxLength } from 'class-validator';

export class HandleDto {
  @ApiProperty({ example: 'mastodon' })
  @IsString()
  @MaxLength(40)
  readonly platform!: string;

  @ApiProperty({ example: '@dana_k@social.example' })
  @IsString()
  @MaxLength(400)
  readonly handle!: string;
}
