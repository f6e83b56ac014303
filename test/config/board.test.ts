import { describe, expect, it } from 'vitest';
import { complaints, siteOf } from './site-text.ts';

const board = (settings: string) => ({
  hours: `board: { port: 8080${settings === '' ? '' : `, ${settings}`} }`,
});

describe('the board of a site file', () => {
  it('speaks the language of the site, and has no logo, colours or text of its own, where nothing is said', () => {
    for (const parts of [{}, board('')])
      expect(siteOf(parts).boardDesign).toEqual({
        ...{ logo: undefined, colours: undefined, text: undefined },
        languages: ['id'],
      });
  });

  it('takes one text for both languages, or one for each', () => {
    expect(siteOf(board('text: Siapkan KTP, languages: [en, id]')).boardDesign).toMatchObject({
      text: { id: 'Siapkan KTP', en: 'Siapkan KTP' },
      languages: ['en', 'id'],
    });
    expect(siteOf(board('text: { id: Halo, en: Hello }, languages: en')).boardDesign).toMatchObject({
      text: { id: 'Halo', en: 'Hello' },
      languages: ['en'],
    });
    expect(complaints(board('text: { id: Halo }'))).toEqual(['@ board.text.en: this setting is missing']);
    expect(complaints(board('languages: [id, id]'))).toEqual([
      "@ board.languages.1: 'id' is in this list twice",
    ]);
  });

  it('refuses colours that cannot be told apart, and says their contrast', () => {
    const colours = (background: string, text: string, accent: string) =>
      complaints(board(`colours: { background: "${background}", text: "${text}", accent: "${accent}" }`)).map(
        (line) => line.split('. ')[0],
      );
    expect(colours('#FFFFFF', '#000000', '#767676')).toEqual([]);
    // #777777 on white is 4.48:1, which is not to be told as 4.5.
    expect(colours('#ffffff', '#000000', '#777777')).toEqual([
      '@ board.colours.accent: this colour has a contrast of 4.4:1 to the background, and 4.5:1 is needed',
    ]);
    expect(colours('#123456', '#123456', '#ffffff')).toEqual([
      '@ board.colours.text: this colour has a contrast of 1:1 to the background, and 4.5:1 is needed',
    ]);
    expect(colours('#fff', '#000000', 'red')).toEqual([
      "@ board.colours.background: '#fff' is not a colour",
      "@ board.colours.accent: 'red' is not a colour",
    ]);
  });

  it('has a logo beside the site file and nowhere above it', () => {
    expect(siteOf(board('logo: img/logo.svg')).boardDesign.logo).toBe('img/logo.svg');
    expect(complaints(board('logo: ../logo.svg'))).toHaveLength(1);
  });
});
