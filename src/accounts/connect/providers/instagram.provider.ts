import type { ConnectedAccount } from '../authorization-provider.port.js';
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

  /** An account that nobody polled yet is known by its name alone: its number comes with the first look. */
  protected whose(page: GraphPage, account: ConnectedAccount): { nativeId: string; handle: string } | null {
    const { id, username } = Object(page['instagram_business_account']);
    if (typeof id !== 'string') return null;
    const handle = typeof username === 'string' ? username : '';
    const isNamed = account.nativeId === account.handle && `@${handle}`.toLowerCase() === account.handle.toLowerCase();
    return { nativeId: isNamed ? account.nativeId : id, handle };
  }
}
