/**
 * What every Mastodon answer is made of: field names in the order servers write them, and fixed words of its markup.
 * No content. Sealed slices are deflated against it, so a change of one byte is a new connector version.
 */
const STATUS =
  '{"id":"0123456789","created_at":"2026-01-01T00:00:00.000Z","edited_at":null,"in_reply_to_id":null,"in_reply_to_account_id":null,' +
  '"sensitive":false,"spoiler_text":"","visibility":"public","language":"en","uri":"https:///users//statuses/","url":"https:///@/",' +
  '"replies_count":0,"reblogs_count":0,"favourites_count":0,"quotes_count":0,"edited_at":null,"favourited":false,"reblogged":false,' +
  '"muted":false,"bookmarked":false,"pinned":false,"local_only":false,"content":"\\u003cp\\u003e\\u003c/p\\u003e","filtered":[],"reblog":null,"application":{"name":"Web","website":null},';
const ACCOUNT =
  '"account":{"id":"","username":"","acct":"","display_name":"","locked":false,"bot":false,"discoverable":true,"indexable":true,"group":false,' +
  '"created_at":"2020-01-01T00:00:00.000Z","note":"<p></p>","url":"https:///@","uri":"https:///users/","avatar":"https:///system/accounts/avatars//original/.jpg",' +
  '"avatar_static":"https:///system/accounts/avatars//original/.jpg","avatar_description":"","header":"https:///system/accounts/headers//original/.png",' +
  '"header_static":"https:///system/accounts/headers//original/.png","header_description":"","followers_count":0,"following_count":0,"statuses_count":0,' +
  '"last_status_at":"2026-01-01","hide_collections":null,"show_media":true,"show_media_replies":true,"show_featured":true,"noindex":false,' +
  '"feature_approval":{"automatic":[],"manual":[],"current_user":"denied"},"emojis":[],"roles":[],"fields":[{"name":"","value":"","verified_at":null}]},';
const REST =
  '"media_attachments":[{"id":"","type":"image","url":"https:///system/media_attachments/files//original/.png","preview_url":"https:///system/media_attachments/files//small/.png",' +
  '"remote_url":null,"preview_remote_url":null,"text_url":null,"meta":{"original":{"width":1200,"height":800,"size":"1200x800","aspect":1.5},' +
  '"small":{"width":588,"height":392,"size":"588x392","aspect":1.5},"focus":{"x":0.0,"y":0.0}},"description":"","blurhash":""}],' +
  '"mentions":[{"id":"","username":"","url":"https:///@","acct":""}],"tags":[{"name":"","url":"https:///tags/"}],"emojis":[{"shortcode":"","url":"","static_url":"","visible_in_picker":true}],"tagged_collections":[],' +
  '"quote":{"state":"accepted","quoted_status":null},"card":{"url":"https://","title":"","description":"","language":"en","type":"link","author_name":"","author_url":"","provider_name":"","provider_url":"","html":"","width":0,"height":0,"image":null,"image_description":"","embed_url":"","blurhash":null,"published_at":null,"missing_attribution":false,"authors":[]},' +
  '"poll":{"id":"","expires_at":"2026-01-01T00:00:00.000Z","expired":false,"multiple":false,"votes_count":0,"voters_count":0,"options":[{"title":"","votes_count":0}],"emojis":[]},' +
  '"text":"","content_type":"text/plain","interaction_policy":{"can_favourite":{"automatic_approval":["public","me"],"manual_approval":[],"always":["public","me"],"with_approval":[]},"can_reply":{"automatic_approval":["public","me"],"manual_approval":[],"always":["public","me"],"with_approval":[]},"can_reblog":{"automatic_approval":["public","me"],"manual_approval":[],"always":["public","me"],"with_approval":[]}},' +
  '"quote_approval":{"automatic":["public"],"manual":[],"current_user":"automatic"}}';
const MARKUP =
  '<a href=\\"https://\\" target=\\"_blank\\" rel=\\"nofollow noopener noreferrer\\" translate=\\"no\\"><span class=\\"invisible\\">https://</span><span class=\\"ellipsis\\"></span></a>' +
  '<span class=\\"h-card\\" translate=\\"no\\"><a href=\\"https:///@\\" class=\\"u-url mention\\">@<span></span></a></span> ' +
  '<a href=\\"https:///tags/\\" class=\\"mention hashtag\\" rel=\\"tag\\">#<span></span></a><br /><p></p>","card":null,"poll":null,"quote":null},';

export const MASTODON_DICTIONARY: Uint8Array = new TextEncoder().encode(REST + MARKUP + STATUS + ACCOUNT);
