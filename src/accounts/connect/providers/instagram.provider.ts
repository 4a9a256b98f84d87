import { GraphLogin, type GraphPage } from './graph-login.js';

/** developers.facebook.com, "Instagram API with Facebook Login": the account hangs on a Page, whose token opens it. */
const SCOPES = [
  { scope: 'pages_show_list', without: 'no-scope-posts' },
  { scope: 'pages_read_engagement', without: 'no-scope-posts' },
  { scope: 'instagram_basic', without: 'no-scope-posts' },
  { scope: 'instagram_manage_comments', without: 'comments-not-granted' },
  { scope: 'instagram_manage_messages', without: 'messages-not-granted', messages: true },
] as const;

/** Professional accounts of Instagram. */
export class InstagramProvider extends GraphLogin {
  readonly platform = 'instagram';
  readonly scopes = SCOPES;
  protected readonly pageFields = ',instagram_business_account{id,username}';

  protected whose(page: GraphPage): { nativeId: string; handle: string } | null {
    const { id, username } = Object(page['instagram_business_account']);
    return typeof id === 'string' ? { nativeId: id, handle: typeof username === 'string' ? username : '' } : null;
  }
}
