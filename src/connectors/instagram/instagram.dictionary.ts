/**
 * What every answer about an Instagram account is made of: field names in the order in which they are asked for. No
 * content. Sealed slices are deflated against it, so a change of one byte is a new connector version.
 */
export const INSTAGRAM_DICTIONARY: Uint8Array = new TextEncoder().encode(
  '{"id":"","username":"","name":"","biography":"","website":"","profile_picture_url":"https://scontent.cdninstagram.com/v/","followers_count":0,"media_count":0}' +
    '{"data":[{"id":"1789","text":"","timestamp":"2026-01-01T00:00:00+0000","username":"","from":{"id":"","username":""},"like_count":0,"hidden":false,"parent_id":"","replies":{"data":[' +
    '{"data":[{"id":"1789","caption":"","media_type":"IMAGE","media_type":"CAROUSEL_ALBUM","media_type":"VIDEO","media_product_type":"FEED","media_product_type":"REELS",' +
    '"media_url":"https://scontent.cdninstagram.com/v/t51.29350-15/_n.jpg?_nc_cat=1&ccb=1-5&_nc_sid=8ae9d6&_nc_ohc=&_nc_ht=scontent.cdninstagram.com&oh=&oe=",' +
    '"thumbnail_url":"https://","permalink":"https://www.instagram.com/p/","shortcode":"","timestamp":"2026-01-01T00:00:00+0000","username":"","alt_text":"",' +
    '"is_comment_enabled":true,"like_count":0,"comments_count":0,"children":{"data":[]}}],"paging":{"cursors":{"before":"","after":""},"next":"https://graph.instagram.com/v26.0/',
);
