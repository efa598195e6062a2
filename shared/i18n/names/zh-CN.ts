/** The words of who does something at the desk, in simplified Chinese. */
export const namesZhCN = {
  'names.title': '前台人员',
  'names.what':
    '核对接收盲区、补录接车或手工接收消息时，从此名单中选择姓名。不需要密码：这只是给同事看的记录，不作为凭证。',
  'names.list': '姓名',
  'names.list-why': '所有工位都可选用，也可以另外填写姓名。',
  'names.none': '名单为空：每次都需要填写姓名。',
  'names.add': '添加姓名',
  'names.wrong': '姓名至少一个字，最多 {{most}} 个字。',
  'names.taken': '名单中已有此姓名。',
  'names.full': '最多可添加 {{most}} 个姓名，请先删除一个。',
  'names.who': '您的姓名',
  'names.pick': '请选择姓名…',
  'names.other': '其他姓名…',
  'names.typed': '其他姓名',
} as const;
