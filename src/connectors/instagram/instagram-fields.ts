import { jsonPaths } from '../json-ranges.rules.js';

/** What is asked of each kind of object; names from api_specs/specs/{IGUser,IGMedia,IGComment}.json. */
export const USER_FIELDS = 'id,username,name,biography,website,profile_picture_url,followers_count,media_count';
export const MEDIA_FIELDS =
  'id,caption,media_type,media_product_type,media_url,thumbnail_url,permalink,shortcode,timestamp,username,alt_text,' +
  'is_comment_enabled,like_count,comments_count,children{id,media_type,media_url,thumbnail_url,alt_text}';
const COMMENT = 'id,text,timestamp,username,from,like_count,hidden,parent_id';
export const COMMENT_FIELDS = `${COMMENT},replies{${COMMENT}}`;

export const AT_ONCE = '50';

export const ONE = jsonPaths(['$']);
export const LIST = jsonPaths(['data[*]']);
export const COMMENTS = jsonPaths(['data[*]', 'data[*].replies.data[*]']);
