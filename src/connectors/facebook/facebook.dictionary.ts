/**
 * What every answer and delivery of the Graph API is made of: field names in the order in which they are asked for. No
 * content. Sealed slices are deflated against it, so a change of one byte is a new connector version.
 */
const WEBHOOK =
  '{"object":"page","entry":[{"id":"","time":1700000000,"changes":[{"field":"feed","value":{"from":{"id":"","name":""},"item":"status","item":"post",' +
  '"item":"comment","verb":"add","verb":"edited","verb":"remove","verb":"hide","verb":"unhide","post_id":"","comment_id":"","parent_id":"",' +
  '"created_time":1700000000,"is_hidden":false,"published":1,"message":"","photo":"https://scontent.xx.fbcdn.net/v/","link":"https://"}}]}]}';
const PAGE =
  '{"id":"","name":"","username":"","about":"","description":"","category":"","website":"","phone":"","emails":[""],"location":{"city":"","country":"",' +
  '"latitude":0,"longitude":0,"street":"","zip":""},"link":"https://www.facebook.com/","picture":{"data":{"url":"https://scontent.xx.fbcdn.net/v/"}},' +
  '"cover":{"cover_id":"","offset_x":0,"offset_y":0,"source":"https://scontent.xx.fbcdn.net/v/","id":""},"verification_status":"blue_verified","fan_count":0,"followers_count":0}';
const POST =
  '{"data":[{"id":"_","message":"","story":"","created_time":"2026-01-01T00:00:00+0000","updated_time":"2026-01-01T00:00:00+0000",' +
  '"permalink_url":"https://www.facebook.com//posts/","from":{"name":"","id":""},"status_type":"mobile_status_update","status_type":"added_photos",' +
  '"is_hidden":false,"is_published":true,"shares":{"count":0},"attachments":{"data":[{"type":"photo","type":"share","type":"video_inline","type":"album",' +
  '"title":"","description":"","unshimmed_url":"https://","url":"https://www.facebook.com/photo.php?fbid=","media":{"image":{"height":720,"src":"https://scontent.xx.fbcdn.net/v/t39.30808-6/_n.jpg?_nc_cat=1&ccb=1-7&_nc_sid=&_nc_ohc=&_nc_ht=scontent.xx&oh=&oe=","width":720}},' +
  '"target":{"id":"","url":"https://www.facebook.com/photo.php?fbid="},"subattachments":{"data":[';
const COMMENT =
  '{"id":"_","message":"","created_time":"2026-01-01T00:00:00+0000","from":{"name":"","id":""},"parent":{"id":"_"},"attachment":{"type":"photo","media":{"image":{"src":"https://scontent.xx.fbcdn.net/v/"}}},' +
  '"is_hidden":false,"is_private":false,"like_count":0,"comment_count":0,"permalink_url":"https://www.facebook.com//posts//?comment_id="},' +
  '"paging":{"cursors":{"before":"","after":""},"next":"https://graph.facebook.com/v26.0/';

export const FACEBOOK_DICTIONARY: Uint8Array = new TextEncoder().encode(WEBHOOK + PAGE + POST + COMMENT);
