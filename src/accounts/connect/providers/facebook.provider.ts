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
  protected readonly pageFields = '';

  protected whose({ id, name }: GraphPage): { nativeId: string; handle: string } | null {
    return typeof id === 'string' ? { nativeId: id, handle: typeof name === 'string' ? name : '' } : null;
  }
}
