import { type AccountSecret, OpenSecrets, SetSecret } from '../../src/accounts/index.js';
import { type Actor, FacebookApp, SecretBox, SystemClock, system } from '../../src/platform/index.js';
import { startLab, type Lab } from '../../lab/index.js';
import { type ArchiveUnderTest, openArchive } from '../support/archive-under-test.js';
import { expectArchiveSound } from '../support/expect-archive-sound.js';

const HOST = 'social.example';
const FACEBOOK = 'facebook.example';

describe('the secrets of an account', () => {
  let lab: Lab;
  let archive: ArchiveUnderTest;
  let accountId: string;
  const actor: Actor = system('setup');

  beforeAll(async () => {
    lab = await startLab({
      prepare: (world) => {
        world.openServer(HOST, { software: 'mastodon' });
        world.openAccount(`city@${HOST}`);
        world.openServer(FACEBOOK, { software: 'facebook' });
        world.openAccount(`city@${FACEBOOK}`);
      },
    });
    archive = await openArchive(new SystemClock());
    accountId = await archive.addAccount(`${lab.mastodon(HOST)}/@city`);
  }, 60_000);

  afterAll(async () => {
    await archive.close();
    await lab.close();
  });

  const set = (name: AccountSecret, secret: string | null) =>
    archive.get(SetSecret).run(actor, { accountId, name, secret });
  const opened = () => archive.get(OpenSecrets).ofPlatform('mastodon');

  it('are kept by name, sealed, and opened for those who prove with them', async () => {
    await set('app-secret', 'the-secret-of-the-app');
    await set('verify-token', 'the-word-we-agreed-on');
    const [only] = await opened();
    expect(only).toMatchObject({
      accountId,
      secrets: { 'app-secret': 'the-secret-of-the-app', 'verify-token': 'the-word-we-agreed-on' },
    });
    const rows = await archive.database.query(`SELECT encode(sealed, 'escape') AS bytes FROM account_secret`);
    expect(JSON.stringify(rows)).not.toContain('the-');
  });

  it('cannot stand in for each other', async () => {
    const [row] = await archive.database.query(`SELECT sealed FROM account_secret WHERE name = 'app-secret'`);
    const box = archive.get(SecretBox);
    expect(box.open(row.sealed, `${accountId}/app-secret`)).toBe('the-secret-of-the-app');
    expect(() => box.open(row.sealed, `${accountId}/verify-token`)).toThrow(/\w/);
  });

  it('are taken away, and what is none is refused in one sentence', async () => {
    await set('app-secret', null);
    expect((await opened())[0]?.secrets).toEqual({ 'verify-token': 'the-word-we-agreed-on' });
    await expect(set('app-secret', 'a b')).rejects.toThrow('This is not a secret of an app');
  });

  it('leave a sound archive, and nothing of them in the log', async () => {
    const events = await archive.database.query(
      `SELECT facts FROM audit_event WHERE type = 'account.secret-set' ORDER BY id`,
    );
    expect(events.map(({ facts }: { facts: unknown }) => facts)).toEqual([
      { name: 'app-secret', change: 'given' },
      { name: 'verify-token', change: 'given' },
      { name: 'app-secret', change: 'taken-away' },
    ]);
    await expectArchiveSound(archive);
  });

  it('are, of a page of Facebook with none of its own, those of the app of the installation', async () => {
    const token = lab.world.issueToken(FACEBOOK, lab.world.account(`city@${FACEBOOK}`)).value;
    const pageId = await archive.addAccount(lab.facebook(FACEBOOK), { token });
    const app = new FacebookApp({ clientId: '1', clientSecret: 'of-the-installation' });
    const secrets = new OpenSecrets(archive.database, archive.get(SecretBox), app);
    const known = async () => (await secrets.ofPlatform('facebook')).map((one) => [one.accountId, one.secrets]);
    expect(await known()).toEqual([[pageId, { 'app-secret': 'of-the-installation' }]]);
    await archive.get(SetSecret).run(actor, { accountId: pageId, name: 'app-secret', secret: 'of-another-app' });
    expect(await known()).toEqual([[pageId, { 'app-secret': 'of-another-app' }]]);
    expect((await secrets.ofPlatform('mastodon')).map((one) => one.secrets)).toEqual([
      { 'verify-token': 'the-word-we-agreed-on' },
    ]);
  });
});
