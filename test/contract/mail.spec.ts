import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { MailError, SmtpMail } from '../../src/platform/index.js';
import { selfSigned } from '../support/self-signed.js';

const MESSAGE = {
  id: '01900000-0000-7000-8000-000000000031',
  to: 'marta@newford.example',
  subject: 'Wniosek UDIP 2026/7: termin 15 czerwca 2026 r.',
  text: 'Termin odpowiedzi: 15 czerwca 2026 r.\n.\nPozostał jeden dzień.\n',
};
const { key, cert } = selfSigned('localhost');

interface Seen {
  readonly letters: { readonly envelope: string[]; readonly text: string; readonly secure: boolean }[];
  readonly passwords: string[];
}

function answering(code: number, words: string): Error {
  return Object.assign(new Error(words), { responseCode: code });
}

describe('mail by SMTP', () => {
  let server: SMTPServer;
  let seen: Seen;

  const serve = async (options: SMTPServerOptions = {}): Promise<number> => {
    seen = { letters: [], passwords: [] };
    server = new SMTPServer({
      key,
      cert,
      authOptional: true,
      onAuth: ({ username, password }, _, done) => {
        seen.passwords.push(password ?? '');
        if (password === 'plank river%') done(null, { user: username });
        else done(answering(535, 'authentication of akta with that password failed'));
      },
      onData: (stream, { envelope, secure }, done) => {
        const parts: Buffer[] = [];
        stream.on('data', (part: Buffer) => parts.push(part));
        stream.on('end', () => {
          const sent = envelope.rcptTo.map(({ address }) => address);
          seen.letters.push({ envelope: sent, text: Buffer.concat(parts).toString(), secure });
          done();
        });
      },
      ...options,
    });
    server.on('error', () => undefined);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.server.address();
    if (address === null || typeof address === 'string') throw new Error('The mail server has no port');
    return address.port;
  };
  /** As to a server on another machine, unless told. */
  const send = async (url: string, ca = cert, tls: { inClear?: boolean } = { inClear: false }): Promise<unknown> =>
    new SmtpMail({ url, from: 'akta@newford.example', ca, ...tls }).send(MESSAGE).then(
      () => 'sent',
      (error: unknown) => error,
    );
  const fault = (error: unknown): string => (error instanceof MailError ? error.fault : String(error));

  afterEach(() => new Promise<void>((resolve) => server.close(() => resolve())));

  it('is sent by STARTTLS, as itself, in every letter of Polish, and not answered by machines', async () => {
    const port = await serve();
    expect(await send(`smtp://akta:plank%20river%25@localhost:${port}`)).toBe('sent');
    const [letter] = seen.letters;
    expect(letter).toMatchObject({ envelope: ['marta@newford.example'], secure: true });
    expect(letter?.text).toContain('From: akta@newford.example');
    expect(letter?.text).toContain(`Message-ID: <${MESSAGE.id}@newford.example>`);
    expect(letter?.text).toContain('Auto-Submitted: auto-generated');
    expect(letter?.text).toMatch(/Pozosta=C5=82 jeden dzie=C5=84/);
  });

  it('is sent with TLS from the first byte, and in clear to this machine alone', async () => {
    const secure = await serve({ secure: true });
    expect(await send(`smtps://localhost:${secure}`)).toBe('sent');
    await new Promise<void>((resolve) => server.close(() => resolve()));
    const plain = await serve({ disabledCommands: ['STARTTLS', 'AUTH'] });
    expect(await send(`smtp://127.0.0.1:${plain}`, cert, {})).toBe('sent');
  });

  it('is not sent, and no password is said, where the server offers no TLS or one that nobody trusts', async () => {
    const port = await serve({ disabledCommands: ['STARTTLS'], allowInsecureAuth: true });
    expect(fault(await send(`smtp://akta:secret@localhost:${port}`))).toBe('unreachable');
    expect(seen).toEqual({ letters: [], passwords: [] });
    await new Promise<void>((resolve) => server.close(() => resolve()));
    const other = await serve();
    const stranger = selfSigned('stranger.example').cert;
    expect(fault(await send(`smtp://akta:secret@localhost:${other}`, stranger))).toBe('unreachable');
    expect(seen).toEqual({ letters: [], passwords: [] });
  });

  it.each([
    ['refused for good', 550, 'refused'],
    ['put off: greylisted', 451, 'unreachable'],
  ])('tells a recipient that is %s', async (_, code, what) => {
    const words = `${code} <marta@newford.example> is not taken`;
    const port = await serve({ onRcptTo: (_address, _session, done) => done(answering(code, words)) });
    const error = await send(`smtp://localhost:${port}`);
    expect(fault(error)).toBe(what);
    expect(String(error)).not.toContain('marta');
  });

  it('keeps for later what a wrong password, a full server or a server that is not there stops', async () => {
    const port = await serve();
    const wrong = await send(`smtp://akta:hunter2@localhost:${port}`);
    expect([fault(wrong), String(wrong).includes('hunter2')]).toEqual(['unreachable', false]);
    await new Promise<void>((resolve) => server.close(() => resolve()));
    expect(fault(await send(`smtp://localhost:${port}`))).toBe('unreachable');
    const full = await serve({
      onConnect: (_session, done) => done(answering(421, 'too many connections')),
    });
    expect(fault(await send(`smtp://localhost:${full}`))).toBe('unreachable');
  });

  it('takes a password with a sign that is not written as addresses want it', async () => {
    const port = await serve();
    expect(await send(`smtp://akta:plank%20river%@localhost:${port}`)).toBe('sent');
  });
});
