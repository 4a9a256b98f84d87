import { jsonPaths } from '../json-ranges.rules.js';

/** What is asked of each kind of object; names from api_specs/specs/{IGUser,IGMedia,IGComment}.json. */
export const USER_FIELDS = 'id,username,name,biography,website,profile_picture_url,followers_count,media_count';
export const MEDIA_FIELDS =
  'id,caption,media_type,media_product_type,media_url,thumbnail_url,permalink,shortcode,timestamp,username,alt_text,' +
  'is_comment_enabled,like_count,comments_count,children{id,media_type,media_url,thumbnail_url,alt_text}';
/** Of what others posted, less is shown (recorded: tagged_medias.json, mentioned_media.json). */
export const TAG_FIELDS =
  'id,caption,media_type,media_url,permalink,timestamp,username,like_count,comments_count,' +
  'children{id,media_type,media_url}';
/** recorded: mentioned_comment.json, mentioned_media.json. */
export const MENTION_FIELDS = {
  post: 'id,caption,media_type,media_url,timestamp,username,like_count,comments_count',
  reply: 'id,text,timestamp,username,like_count',
} as const;
export const ANSWER_FIELDS = 'id,text,timestamp,username,from,like_count,hidden,parent_id';
export const COMMENT_FIELDS = `${ANSWER_FIELDS},replies{${ANSWER_FIELDS}}`;

export const AT_ONCE = '50';

export const ONE = jsonPaths(['$']);
export const LIST = jsonPaths(['data[*]']);
export const COMMENTS = jsonPaths(['data[*]', 'data[*].replies.data[*]']);
export const MENTIONED = jsonPaths(['mentioned_media', 'mentioned_comment']);
