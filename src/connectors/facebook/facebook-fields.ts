import { jsonPaths } from '../json-ranges.rules.js';

/**
 * What is asked of each kind of object; names from api_specs/specs/{Page,PagePost,Comment,Album,Photo}.json of
 * facebook-business-sdk-codegen.
 */
export const PAGE_FIELDS =
  'id,name,username,about,description,category,website,phone,emails,location,link,picture{url},cover,verification_status,fan_count,followers_count';

const ATTACHMENT = 'type,title,description,unshimmed_url,url,media,target';
export const POST_FIELDS =
  'id,message,story,created_time,updated_time,permalink_url,from,status_type,is_hidden,is_published,parent_id,shares,' +
  `attachments{${ATTACHMENT},subattachments{${ATTACHMENT}}}`;

export const COMMENT_FIELDS =
  `id,message,created_time,from,parent{id},attachment{${ATTACHMENT}},is_hidden,is_private,like_count,comment_count,` +
  'permalink_url';

export const ALBUM_FIELDS = 'id,name,description,created_time,updated_time,count,link,type,from';

/** api_specs/specs/{Photo,AdVideo,Stories,UnifiedThread}.json; of messages, what was recorded (models/message.json). */
export const PHOTO_FIELDS = 'id,name,alt_text,alt_text_custom,created_time,updated_time,album,images,link,from';
export const VIDEO_FIELDS = 'id,title,description,created_time,updated_time,permalink_url,source,length,published,from';
export const STORY_FIELDS = 'post_id,status,creation_time,media_type,media_id,url';
export const THREAD_FIELDS = 'id,link,updated_time,message_count,participants';
export const MESSAGE_FIELDS =
  'id,created_time,from,to,message,attachments{id,mime_type,name,size,image_data,video_data,file_url},shares{link,name}';

/** Most that the platform gives of a listing in one answer is 100; posts with all their fields are large. */
export const POSTS_AT_ONCE = '50';
export const COMMENTS_AT_ONCE = '100';
export const MESSAGES_AT_ONCE = '100';

export const ONE = jsonPaths(['$']);
export const LIST = jsonPaths(['data[*]']);
