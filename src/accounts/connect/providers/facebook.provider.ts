import { GraphLogin, type GraphPage } from './graph-login.js';

/** developers.facebook.com, permissions reference. */
const SCOPES = [
  { scope: 'pages_show_list', without: 'no-scope-posts' },
  { scope: 'pages_read_engagement', without: 'no-scope-posts' },
  { scope: 'pages_read_user_content', without: 'comments-not-granted' },
  { scope: 'pages_manage_metadata', without: 'no-scope-pushes' },
  { scope: 'pages_messaging', without: 'no-scope-messages', messages: true },
] as const;

/** Pages of Facebook. */
export class FacebookProvider extends GraphLogin {
  readonly platform = 'facebook';
  readonly scopes = SCOPES;
  override readonly findsByName = true;
  protected readonly pageFields = ',username';

  protected whose({ id, name }: GraphPage): { nativeId: string; handle: string } | null {
    return typeof id === 'string' ? { nativeId: id, handle: typeof name === 'string' ? name : '' } : null;
  }

  protected override isNamed({ username }: GraphPage, name: string): boolean {
    return typeof username === 'string' && plain(username) === plain(name);
  }
}

/** Names of pages are the same with dots and capitals and without (assumed). */
function plain(name: string): string {
  return name.toLowerCase().replaceAll('.', '');
}
