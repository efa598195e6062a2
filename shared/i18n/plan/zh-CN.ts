/** What is said of the maintenance that is due, in simplified Chinese. */
export const planZhCN = {
  'plan.overdue': '已逾期：{{service}}',
  'plan.and-more_other': '另有 {{count}} 项',
  'plan.open': '查看该车全部来店记录和保养计划：{{what}}',

  'plan.title': '保养计划',
  'plan.estimate': '里程为估算值，依据最近一次里程读数和 AutoX3 提供的日均行驶里程。',
  'plan.state.overdue': '已逾期',
  'plan.state.soon': '即将到期',
  'plan.state.by-distance': '以后，按里程',
  'plan.state.unknown': '到期时间不明',
  'plan.nothing-due': '本月及 {{distance}} 内没有到期的保养项目。',
  'plan.whole_other': '全部保养计划（{{count}}）',
  'plan.done_other': '已完成 {{count}} 项',

  'plan.due-in': '{{month}}到期',
  'plan.was-due-in': '应于{{month}}完成',
  'plan.to-go': '还剩 {{distance}}',
  'plan.beyond': '超出 {{distance}}',
  'plan.due-at': '里程达 {{distance}}时',
  'plan.done-on': '截至{{day}}已完成',
  'plan.price': '预估价格 {{price}}',
  'plan.recommended': '推荐',
  'plan.stated': '{{day}}的信息',
  'plan.stated-by': 'AutoX3 发出的消息：{{message}}',
  'plan.unproven': '未证实',
  'plan.unproven-why': '没有签名能证明该信息来自 AutoX3。',

  'sheet.plan': '到期保养项目',
  'settings.sheet.plan': '到期保养项目',
  'settings.sheet.plan-why': '按 AutoX3 保养计划已逾期或即将到期的项目，打印在随车物品之前。',
} as const;
