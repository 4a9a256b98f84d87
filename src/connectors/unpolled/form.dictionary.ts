/** What is brought by hand and in tables is made of: names of fields, no content. A change of one byte is a new version. */
export const FORM_DICTIONARY: Uint8Array = new TextEncoder().encode(
  'Date,ShareLink,ShareCommentary,SharedUrl,MediaUrl,Visibility,Message,Link,Comment ID,Channel ID,Comment Create Timestamp,Price,Parent Comment ID,Post ID,Video ID,Comment Text,' +
    'Approx Duration (ms),Video Audio Language,Video Category,Video Description (Original),Video Title (Original),Privacy,Video State,Video Create Timestamp,Video Publish Timestamp,' +
    '{"form":"akta/by-hand/1","url":"https://","account":"https://","text":null,"kind":"post","postedAt":null,"seenBy":"","seenAt":"2026-01-01T00:00:00.000Z","device":"","how":"","broughtBy":"","broughtAt":"2026-01-01T00:00:00.000Z","personalAccount":null,"receivedAt":"2026-01-01T00:00:00.000Z","files":[{"name":"","role":"screenshot","mime":"image/png","bytes":0,"sha256":""}]}',
);
