import type { Site } from '../../config/site.ts';

/** Whether the site asks visitors anything: at pads, or on the page for them. */
export const asksVisitors = ({ devices, web }: Site): boolean =>
  web?.pages.includes('rating') === true || devices.some(({ role }) => role === 'rating');
