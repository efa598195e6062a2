/** The words about the relay that holds check-ins for this PC, and about a head office, in simplified Chinese. */
export const relayZhCN = {
  'status.relay-connecting': '正在连接中继…',
  'status.relay-away': '{{time}} 起未连上中继',
  'status.relay-refused': '中继拒绝本工位接入',
  'status.relay-unknown': '中继上没有本工位',
  'status.relay-shared': '另一台电脑也在接收',
  'status.means.relay': 'AutoX3 把接车信息发给中继，本机已连上中继，信息会随即到达。',
  'status.means.relay-away': 'AutoX3 把接车信息发给中继；中继本身正常运行时，会保存到本机来取。',
  'status.means.relay-unheard': 'AutoX3 把接车信息发给中继，但一直没有中继的音讯，无法得知它是否仍在接收。',
  'status.means.relay-shared': 'AutoX3 把接车信息发给中继，而另一台电脑也以本工位的身份取信息：每条只会到达其中一台。',
  'status.callback-of-relay': '提供给 AutoX3 的是中继的地址，不是本机的地址；请向中继的管理员索取。',

  'relay.remedy.connecting':
    '{{time}} 起未能连上中继。中继本身正常运行时会保存接车信息，恢复连接后立即送达。请检查本机的网络连接。',
  'relay.remedy.unheard':
    '{{time}} 起未能连上中继，也无法得知它是否仍在接收接车信息，可能有遗漏。请检查本机的网络连接，并向中继的管理员确认中继是否正在运行。',
  'relay.remedy.refused':
    '{{time}} 起中继不接受本工位，因此收不到接车信息。中继本身正常运行时会一直保存。请向中继的管理员索取新的接入码，并粘贴到设置中。',
  'relay.remedy.unknown-stream':
    '{{time}} 起中继上没有本工位的内容，因此收不到接车信息。请向中继的管理员确认：本工位是否已登记，中继是否正在运行。',

  'relay.remedy.shared':
    '{{time}} 起另一台电脑也在使用本工位的接入码：每条接车信息只会到达其中一台，这里没有的请到那台电脑上查看。请向中继的管理员为每台电脑各索取一份接入码。',

  'relay.title': '中继',
  'relay.what':
    '中继全天候接收接车信息，在本机关机、休眠或断网时代为保存。一个品牌的所有门店只需设置一次，每个工位用各自的接入码接入。',
  'relay.choice': '接车信息如何到达本机？',
  'relay.choice.direct': 'AutoX3 直接发到本机',
  'relay.choice.direct-why': '需要一条从互联网通往本机的通路。本机关机期间会漏收接车信息。',
  'relay.choice.relay': '我们有中继',
  'relay.choice.relay-why': '由本机到中继去取。无需外网通路，关机期间也不会漏收。',
  'relay.also-direct':
    '在 AutoX3 改发到中继之前，可以继续直接发到本机：重复收到的只保存一份。相关通路在设置的“AutoX3 如何访问本机”中。',

  'relay.text': '接入码',
  'relay.text-new': '更换接入码',
  'relay.text-why':
    '每个工位一份，由中继的管理员提供，以 forecourt-relay-1 开头。其中含有密钥，请像密码一样保管。它与应用密钥一样保存，不会再次显示。',
  'relay.text-new-why': '替换正在使用的接入码：例如中继拒绝本工位，或本工位要改收其他门店。',
  'relay.text-show': '显示接入码',
  'relay.join-problem.not-one': '这不是接入码：接入码以 forecourt-relay-1 开头。请从设置中继时显示的内容中重新复制。',
  'relay.join-problem.incomplete': '接入码不完整，请重新完整复制。',
  'relay.join-problem.newer': '此接入码适用于更新版本的 Forecourt，请先更新本机的 Forecourt。',
  'relay.join-problem.not-encrypted':
    '此接入码中的地址经网络连接却未加密。请向中继的管理员索取以 tls:// 开头的地址的接入码。',
  'relay.would-be': '使用此接入码后，本机是',
  'relay.this-pc': '本机是',
  'relay.identity': '品牌 {{brand}} 的工位 {{desk}}，中继 {{server}}',
  'relay.stores_other': '接收门店 {{stores}} 的接车信息，以及未注明门店的接车信息。',
  'relay.stores-none': '只接收未注明门店的接车信息。',
  'relay.stores-all': '接收该品牌所有门店的接车信息。',
  'relay.stores.join': '、',
  'relay.is-head-office': '本机将作为总部：看板只读，也不响铃。卡片由各门店的工位移动。',
  'relay.join': '接入中继',
  'relay.join-other': '改用此接入码',
  'relay.joined': '已接入。中继是否接受，请看上方的状态。',
  'relay.not-kept': '未能保存。请查看页面顶部的主机状态，然后重试。',

  'relay.standing': '当前状态',
  'relay.state.connecting': '正在连接…',
  'relay.state.connected': '已连接：中继一收到接车信息，就会送到本机。',
  'relay.awaited':
    'AutoX3 上一次仍是直接发到本机，此后中继上还没有来过消息：请确认已把中继的地址提供给 AutoX3。在此之前，本机离线期间可能漏收。',
  'relay.last-message': '最近一条消息：{{when}}。',
  'relay.no-message': '尚未从中继收到消息。',
  'relay.backlog_other': '还有 {{count}} 条消息在中继等待本工位接收。',
  'relay.test': '测试连接',
  'relay.testing': '正在测试…',
  'relay.test-ok': '中继已应答，本机要取的内容都在。',
  'relay.test-failed': '主机没有应答，请重试。',
  'relay.problem.off': '本机尚未接入中继。',
  'relay.problem.not-reached': '无法连接中继。请检查本机的网络，以及防火墙是否允许访问上面的地址。',
  'relay.problem.certificate': '中继的证书不受信任。请检查本机时钟；如果时钟正确，请向中继的管理员索取新的接入码。',
  'relay.problem.refused': '中继不接受本工位。请向中继的管理员索取新的接入码，并粘贴在下方。',
  'relay.problem.unknown-stream': '中继上没有本工位的内容。请向中继的管理员确认：本工位是否已登记，中继是否正在运行。',
  'relay.problem.shared':
    '另一台电脑使用了同一接入码：每条接车信息只会到达其中一台。请向中继的管理员为每台电脑各索取一份接入码，并粘贴在下方。',
  'relay.leave': '退出中继',
  'relay.leave-ask': '确定退出中继吗？本机将删除密钥，不再从中继接收接车信息。要重新接入，需要接入码。',
  'relay.leave-do': '退出',
  'relay.stay': '不退出',

  'relay.empty': '技师用 AutoX3 应用接车后，信息会经中继到达这里。提供给 AutoX3 的是中继的地址，本机无需提供地址。',
  'relay.no-test': '测试接车要发往本机的地址，而本机没有：接车信息来自中继。请直接用 AutoX3 应用接一台车来测试。',

  'head-office.mark': '总部：只读',
  'head-office.mark-why': '此看板显示所有门店的接车信息。移动、备注和移出看板由各门店的工位操作。',
  'head-office.lane': '接车',
  'head-office.blind': '由各门店的工位核对，总部只能查看。',
} as const;
