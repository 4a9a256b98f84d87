import { TableDownload } from './table-download.js';

/** "Get a copy of your data" of LinkedIn; that Pages have no such download, and the columns, is from memory: assumed. */
export const LINKEDIN_DOWNLOAD = new TableDownload('linkedin', ['linkedin'], {
  lists: [
    {
      file: 'Shares.csv',
      fields: {
        id: 'ShareLink',
        text: 'ShareCommentary',
        url: 'ShareLink',
        postedAt: 'Date',
        link: 'SharedUrl',
        media: 'MediaUrl',
      },
    },
    { file: 'Comments.csv', kind: 'reply', fields: { text: 'Message', url: 'Link', postedAt: 'Date' } },
  ],
});

/** Google Takeout, "YouTube and YouTube Music": columns from memory, in English: assumed. */
export const YOUTUBE_DOWNLOAD = new TableDownload('youtube', ['youtube'], {
  lists: [
    {
      file: 'videos.csv',
      fields: {
        id: 'Video ID',
        title: 'Video Title (Original)',
        text: 'Video Description (Original)',
        postedAt: 'Video Publish Timestamp',
      },
    },
    {
      file: 'comments.csv',
      kind: 'reply',
      fields: {
        id: 'Comment ID',
        text: 'Comment Text',
        postedAt: 'Comment Create Timestamp',
        inReplyTo: 'Parent Comment ID',
      },
    },
    { file: 'posts.csv', fields: { id: 'Post ID', text: 'Post Text', postedAt: 'Post Create Timestamp' } },
  ],
});
