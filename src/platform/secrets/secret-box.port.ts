/**
 * Keeps the secrets that stand in the database: tokens of accounts, second factors of people. Whoever has the database
 * alone has none of them.
 * - `open(seal(text, about), about)` is the text, in any process and after any restart;
 * - `open` throws on bytes sealed elsewhere, about something else, or changed.
 */
export abstract class SecretBox {
  abstract seal(secret: string, about: string): Buffer;
  abstract open(sealed: Buffer, about: string): string;
}
