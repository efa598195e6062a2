/** The words before a page outside Forecourt is opened, in simplified Chinese. */
export const outsideZhCN = {
  'outside.title': '即将打开外部网页',
  'outside.what': '这个网址由 AutoX3 发来，将在本机浏览器中打开，对方网站会知道您访问过。',
  'outside.site': '网站',
  'outside.address': '完整网址',
  'outside.unprotected': '连接未加密，同一网络中的其他人可以看到并篡改页面内容。',
  'outside.open': '打开网页',
  'outside.stay': '留在这里',
  'outside.failed': '本机无法打开。',
  'outside.no-page': '发来的内容不是网址',
} as const;
