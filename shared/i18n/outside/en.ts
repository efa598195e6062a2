/** The words before a page outside Forecourt is opened, in English. */
export const outsideEn = {
  'outside.title': 'This page is outside Forecourt',
  'outside.what': 'AutoX3 sent this address. It opens in this PC’s browser, and that site learns that you were there.',
  'outside.site': 'Site',
  'outside.address': 'Whole address',
  'outside.unprotected': 'The connection is not protected: others in the network can read and change what you see.',
  'outside.open': 'Open the page',
  'outside.stay': 'Stay here',
  'outside.failed': 'This PC could not open it.',
  'outside.no-page': 'What was sent is not the address of a web page',
} as const;
