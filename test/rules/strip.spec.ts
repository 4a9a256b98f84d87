import { stripCells } from '../../src/archive/strip.rules.js';
import { servedType } from '../../src/archive/served-type.rules.js';

const states = (from: number, to: number | null, gaps: { from: number; to: number }[] = []): string[] =>
  stripCells([0, 10, 20, 30, 40], { from, to, gaps }).map(({ state }) => state);

const bytes = (text: string): Uint8Array => Buffer.from(text.padEnd(40, '\0'), 'latin1');

describe('a health strip', () => {
  it('shows where an account was seen, from the day it was added to the last look', () => {
    expect(states(12, 25)).toEqual(['none', 'seen', 'seen', 'none']);
  });

  it('shows a gap in every cell it touches, and never behind one that was seen in part', () => {
    expect(states(0, 40, [{ from: 19, to: 21 }])).toEqual(['seen', 'gap', 'gap', 'seen']);
  });

  it('does not count a gap that ends where a cell begins', () => {
    expect(states(0, 40, [{ from: 10, to: 20 }])).toEqual(['seen', 'gap', 'seen', 'seen']);
  });

  it('shows nothing for an account nobody has looked at', () => {
    expect(states(0, null)).toEqual(['none', 'none', 'none', 'none']);
  });
});

describe('what a stored medium is served as', () => {
  it('is what its bytes are, whatever the platform said', () => {
    expect(servedType(bytes('\x89PNG\r\n\x1a\n'), 'text/html').type).toBe('image/png');
    expect(servedType(bytes('\0\0\0\x18ftypisom'), 'audio/mp4')).toEqual({ type: 'audio/mp4', extension: 'mp4' });
  });

  it('is a download of unknown kind where a browser might run it', () => {
    for (const hostile of ['<html><script>', '<svg onload=alert(1)>', '%PDF-1.7', 'GIF', '']) {
      expect(servedType(bytes(hostile), 'image/png').type).toBe('application/octet-stream');
    }
  });
});
