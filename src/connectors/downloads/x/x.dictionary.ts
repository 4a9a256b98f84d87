/** What a post in a download from X is made of: field names in the order they are written, no content. A change of one byte is a new version. */
export const X_DICTIONARY: Uint8Array = new TextEncoder().encode(
  `{
    "noteTweet" : {
      "noteTweetId" : "",
      "updatedAt" : "2026-01-01T00:00:00.000Z",
      "lifecycle" : {
        "value" : "Published",
        "name" : "Published"
      },
      "createdAt" : "2026-01-01T00:00:00.000Z",
      "core" : {
        "styletags" : [ ],
        "urls" : [
          {
            "expandedUrl" : "https://",
            "toIndex" : "",
            "shortUrl" : "https://t.co/",
            "displayUrl" : "",
            "fromIndex" : ""
          }
        ],
        "text" : "",
        "mentions" : [ ],
        "cashtags" : [ ],
        "hashtags" : [ ]
      }
    }
  },
  {
    "tweet" : {
      "edit_info" : {
        "edit" : {
          "initialTweetId" : "",
          "editControlInitial" : {
        "initial" : {
          "editTweetIds" : [
            "1"
          ],
          "editableUntil" : "2026-01-01T00:00:00.000Z",
          "editsRemaining" : "5",
          "isEditEligible" : true
        }
      },
      "retweeted" : false,
      "source" : "<a href=\\"https://mobile.twitter.com\\" rel=\\"nofollow\\">Twitter Web App</a>",
      "source" : "<a href=\\"http://twitter.com/download/iphone\\" rel=\\"nofollow\\">Twitter for iPhone</a>",
      "entities" : {
        "hashtags" : [
          {
            "text" : "",
            "indices" : [
              "0",
              "0"
            ]
          }
        ],
        "symbols" : [ ],
        "user_mentions" : [
          {
            "name" : "",
            "screen_name" : "",
            "indices" : [
              "0",
              "0"
            ],
            "id_str" : "",
            "id" : ""
          }
        ],
        "urls" : [
          {
            "url" : "https://t.co/",
            "expanded_url" : "https://",
            "display_url" : "",
            "indices" : [
              "0",
              "0"
            ]
          }
        ],
        "media" : [
          {
            "expanded_url" : "https://twitter.com//status//photo/1",
            "indices" : [
              "0",
              "0"
            ],
            "url" : "https://t.co/",
            "media_url" : "http://pbs.twimg.com/media/.jpg",
            "id_str" : "",
            "id" : "",
            "media_url_https" : "https://pbs.twimg.com/media/.jpg",
            "sizes" : {
              "small" : {
                "w" : "680",
                "h" : "680",
                "resize" : "fit"
              },
              "thumb" : {
                "w" : "150",
                "h" : "150",
                "resize" : "crop"
              },
            "type" : "photo",
            "display_url" : "pic.twitter.com/"
          }
        ]
      },
      "display_text_range" : [
        "0",
        "140"
      ],
      "favorite_count" : "0",
      "in_reply_to_status_id_str" : "",
      "id_str" : "",
      "in_reply_to_user_id" : "",
      "truncated" : false,
      "retweet_count" : "0",
      "id" : "",
      "in_reply_to_status_id" : "",
      "possibly_sensitive" : false,
      "created_at" : "Thu Jan 01 00:00:00 +0000 2026",
      "favorited" : false,
      "full_text" : "",
      "lang" : "en",
      "deleted_at" : "2026-01-01T00:00:00.000Z",
      "in_reply_to_screen_name" : "",
      "in_reply_to_user_id_str" : "",
      "extended_entities" : {
        "media" : [
`,
);
